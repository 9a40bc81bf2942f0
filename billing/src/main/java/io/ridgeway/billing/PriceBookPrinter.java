package io.ridgeway.billing;

/** Writes a price book as YAML. */
final class PriceBookPrinter {
  private PriceBookPrinter() {}

  static String print(PriceBook book) {
    throw new UnsupportedOperationException(book.version());
  }
}
