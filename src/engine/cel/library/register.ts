// The door of cel-js through which every library of this folder adds its functions; models cel-go's cel.Function. Left out: nothing.
import type { Environment } from '@marcbachmann/cel-js';

/** A handler's arguments are of the types its signature says: cel-js has checked them. Ints are bigint, doubles number, maps Map or plain objects. */
// biome-ignore lint/complexity/noBannedTypes: cel-js calls handlers of every shape
export type Handler = Function;

export interface Register {
  /** `signature` in cel-js's form: "string.charAt(int): string". Throws when it overlaps one that is there. */
  add(signature: string, handler: Handler): void;
  /** A function of cel-js's own that Kubernetes' environment answers otherwise: calls of `name` go to the handlers given here. */
  instead(name: string, overloads: Readonly<Record<string, Handler>>): void;
  /** A type of its own, named as cel-go names it. */
  type(name: string, ctor: Handler): void;
  /** Functions that stand behind a dot, `lists.range(3)`: one constant of a type of its own. */
  namespace(name: string, functions: Readonly<Record<string, Handler>>): void;
}

/** What stands before a name of cel-js's own that was replaced; never shown, see `plainName`. */
const REPLACED = 'kubernetes_';

export const replacedName = (name: string): string => `${REPLACED}${name}`;
export const plainName = (text: string): string => text.replaceAll(REPLACED, '');

/** Names that `instead` was called for are collected in `replaced`. */
export function registerInto(env: Environment, replaced: Set<string>): Register {
  const define = (signature: string, handler: Handler) => {
    env.registerFunction(signature, (...given: unknown[]) => Reflect.apply(handler, undefined, given) as unknown);
  };
  return {
    add: define,
    instead(name, overloads) {
      replaced.add(name);
      for (const [signature, handler] of Object.entries(overloads)) define(signature.replace(`${name}(`, `${replacedName(name)}(`), handler);
    },
    type: (name, ctor) => void env.registerType(name, ctor),
    namespace(name, functions) {
      const type = `${name}Functions`;
      const Namespace = { [type]: class {} }[type] as unknown as new () => object;
      env.registerType(type, Namespace);
      env.registerConstant(name, type, new Namespace());
      for (const [signature, handler] of Object.entries(functions))
        define(`${type}.${signature}`, (_: unknown, ...given: unknown[]) => Reflect.apply(handler, undefined, given) as unknown);
    },
  };
}
