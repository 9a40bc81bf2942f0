package io.ridgeway.adapter.conformance;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Everything that an exception says, its causes included. */
final class Texts {
  private Texts() {}

  static String of(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
