import { useEffect, useState } from 'react';

/** True once what stands around it is on the screen: what may come after the picture is fetched after it. */
export function useLater(): boolean {
  const [later, setLater] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLater(true), 0);
    return () => clearTimeout(timer);
  }, []);
  return later;
}
