/** Somebody else wrote a file while it was ours. Writing would undo what they did. */
export class WrittenByOthers extends Error {
  override readonly name = 'WrittenByOthers';
}
