// How the AWS CLI (version 2) says that something went wrong, and the code it ends with.

/** Words for standard error, and the exit code: 252 for a wrong command line, 253 for configuration, 254 for a service's refusal, 255 for the rest. */
export class AwsFailure extends Error {
  readonly exitCode: number;
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}

export const refusal = (code: string, operation: string, message: string): AwsFailure =>
  new AwsFailure(`An error occurred (${code}) when calling the ${operation} operation: ${message}`, 254);

export const USAGE = `usage: aws [options] <command> <subcommand> [<subcommand> ...] [parameters]
To see help text, you can run:

  aws help
  aws <command> help
  aws <command> <subcommand> help

`;
/** The command line is wrong: usage first, then why. */
export const misused = (why: string): AwsFailure => new AwsFailure(`${USAGE}aws: error: ${why}`, 252);
