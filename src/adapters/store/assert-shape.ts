import type * as z from 'zod';
import { StoreFailed } from '../../domain/errors.ts';

/**
 * Nothing is kept that could not be read back: it would refuse the next start.
 * @throws {StoreFailed}
 */
export function assertShape<T>(shape: z.ZodType<T>, record: T): void {
  const { success, error } = shape.safeParse(record);
  if (!success) throw new StoreFailed(`the record cannot be kept: ${describe(error)}`);
}

/** `grants[3].expiresAt: Invalid input: expected number, received string`; at most three of them, without values. */
export function describe(error: z.ZodError): string {
  const said = error.issues.slice(0, 3).map(({ path, message }) => {
    const where = path.map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
    return where === '' ? message : `${where.replace(/^\./, '')}: ${message}`;
  });
  return said.join('; ') + (error.issues.length > 3 ? '; and more' : '');
}
