/** A request that is not done, and the sentence that says why; the page shows it as it is. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly status: number;

  constructor(sentence: string, status = 400) {
    super(sentence);
    this.status = status;
  }
}
