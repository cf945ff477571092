import { useLayoutEffect, useRef, useState } from 'react';
import { TextEcho } from '../editor/text-echo.ts';

/** A field's text: what was typed, until something else comes from the session. */
export function useEcho(value: string, send: (text: string) => void): [string, (text: string) => void] {
  const [text, setText] = useState(value);
  const echo = useRef(new TextEcho());
  useLayoutEffect(() => {
    if (echo.current.isNews(value)) setText(value);
  }, [value]);
  return [
    text,
    (next) => {
      echo.current.send(next);
      setText(next);
      send(next);
    },
  ];
}
