/** The user asked for something that cannot be done: shown as a message without a stack, exit code 2. */
export class UsageError extends Error {
  constructor(
    message: string,
    readonly help?: string,
  ) {
    super(message);
  }
}
