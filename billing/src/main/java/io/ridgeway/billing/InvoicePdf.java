package io.ridgeway.billing;

import java.util.Locale;

/** Prints an invoice. */
public final class InvoicePdf {
  /** The invoice as a PDF file's bytes, in the locale's language and number form. */
  public byte[] render(Invoice invoice, Locale locale) {
    throw new UnsupportedOperationException(invoice.number() + " " + locale);
  }
}
