// -o: which printer, and what it makes of one object or a list (cli-runtime genericclioptions/print_flags.go).

import { toYaml } from '../../../../engine/http/go-yaml.ts';
import type { KubeObject } from '../client.ts';
import { plainError } from '../failure.ts';
import { goTemplate } from './go-template.ts';
import { goSyntax } from './go-text.ts';
import { toJson } from './json.ts';
import { JsonPath, JsonPathError } from './jsonpath.ts';
import { JsonPathSyntaxError } from './jsonpath-parser.ts';

export type Format = 'json' | 'yaml' | 'name' | 'jsonpath' | 'jsonpath-as-json' | 'go-template' | 'custom-columns' | 'wide' | '';

export interface Output {
  format: Format;
  argument: string;
}

const GENERIC = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'kyaml',
  'name',
  'template',
  'templatefile',
  'yaml',
];
export const GET_FORMATS = [...GENERIC, 'custom-columns', 'custom-columns-file', 'wide'].sort();
export const OBJECT_FORMATS = GENERIC;

interface Files {
  readFile(path: string): string | undefined;
}

/** Reads -o; `template` is --template. Throws for a format that is none. */
export function parseOutput(value: string, template: string, allowed: readonly string[], files: Files): Output {
  const at = value.indexOf('=');
  const name = at < 0 ? value : value.slice(0, at);
  const argument = at < 0 ? template : value.slice(at + 1);
  if (!value && template) return { format: 'go-template', argument: template };
  if (!value) return { format: '', argument: '' };
  if (!allowed.includes(name))
    throw plainError(`unable to match a printer suitable for the output format "${value}", allowed formats are: ${allowed.join(',')}`);
  const base = name.replace(/-file$|file$/, '');
  const format = (base === 'template' ? 'go-template' : base) as Format | 'kyaml';
  if (format === 'kyaml') throw plainError('this simulator does not model -o kyaml. Nearest: -o yaml');
  if (/file$/.test(name)) {
    const text = files.readFile(argument);
    if (text === undefined) throw plainError(`error reading --template ${argument}, open ${argument}: no such file or directory`);
    return { format, argument: text.replace(/\n$/, '') };
  }
  if (/^(jsonpath|go-template)/.test(format) && !argument)
    throw plainError(format.startsWith('jsonpath') ? 'template format specified but no template given' : 'template format specified but no template given');
  return { format, argument };
}

/** @param floats The value was a typed object in kubectl, so that its numbers are float64. */
export async function printObject(
  output: Output,
  object: KubeObject,
  { floats = false, allowMissing = true }: { floats?: boolean; allowMissing?: boolean } = {},
): Promise<string> {
  switch (output.format) {
    case 'json':
      return toJson(object);
    case 'yaml':
      return toYaml(object);
    case 'go-template':
      return goTemplate(output.argument, object);
    case 'jsonpath':
    case 'jsonpath-as-json': {
      try {
        const path = new JsonPath(output.argument, { allowMissing, floats });
        return output.format === 'jsonpath' ? path.print(object) : toJson(path.find(object));
      } catch (error) {
        if (error instanceof JsonPathSyntaxError) throw plainError(`error parsing jsonpath ${output.argument}, ${error.message}`);
        if (error instanceof JsonPathError)
          throw plainError(
            `error executing jsonpath ${JSON.stringify(output.argument)}: Error executing template: ${error.message}. Printing more information for debugging the template:\n\ttemplate was:\n\t\t${output.argument}\n\tobject given to jsonpath engine was:\n\t\t${goSyntax(object)}\n\n`,
          );
        throw error;
      }
    }
    default:
      return '';
  }
}
