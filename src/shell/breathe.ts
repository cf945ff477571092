/**
 * Gives way to whatever else waits, such as Ctrl-C on its way from the keyboard: a promise alone lets no message in. A timer would do too, but
 * browsers hold back timers that follow each other closely.
 */
export function breathe(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
