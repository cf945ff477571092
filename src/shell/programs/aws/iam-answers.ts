// IAM's answers as the CLI prints them: documents decoded, lists as lists.
import { all, child, type Element, textOf } from './read-xml.ts';

function document(encoded: string): unknown {
  const text = decodeURIComponent(encoded);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

const members = (element: Element | undefined): string[] => all(element, 'member').map(({ text }) => text);

/** undefined: the operation prints nothing. */
export function iamAnswers(operation: string, result: Element | undefined): unknown {
  switch (operation) {
    case 'GetRole': {
      const role = child(result, 'Role');
      return {
        Role: {
          Path: textOf(role, 'Path'),
          RoleName: textOf(role, 'RoleName'),
          RoleId: textOf(role, 'RoleId'),
          Arn: textOf(role, 'Arn'),
          AssumeRolePolicyDocument: document(textOf(role, 'AssumeRolePolicyDocument')),
          MaxSessionDuration: Number(textOf(role, 'MaxSessionDuration')),
        },
      };
    }
    case 'GetRolePolicy':
      return { RoleName: textOf(result, 'RoleName'), PolicyName: textOf(result, 'PolicyName'), PolicyDocument: document(textOf(result, 'PolicyDocument')) };
    case 'ListRolePolicies':
      return { PolicyNames: members(child(result, 'PolicyNames')) };
    case 'ListOpenIDConnectProviders':
      return { OpenIDConnectProviderList: all(child(result, 'OpenIDConnectProviderList'), 'member').map((one) => ({ Arn: textOf(one, 'Arn') })) };
    case 'GetOpenIDConnectProvider':
      return { Url: textOf(result, 'Url'), ClientIDList: members(child(result, 'ClientIDList')) };
    case 'CreateOpenIDConnectProvider':
      return { OpenIDConnectProviderArn: textOf(result, 'OpenIDConnectProviderArn') };
    default:
      return undefined;
  }
}
