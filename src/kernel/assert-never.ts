/** Ends an exhaustive `switch`: a new member of the union becomes a type error here. */
export function assertNever(value: never): never {
  throw new Error(`unexpected variant: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
}
