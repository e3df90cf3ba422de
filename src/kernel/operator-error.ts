/** What the person who runs the program can put right: one clear line, printed without a stack trace. */
export class OperatorError extends Error {
  override readonly name = 'OperatorError';
}
