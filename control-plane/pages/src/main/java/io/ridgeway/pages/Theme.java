package io.ridgeway.pages;

import java.util.Arrays;
import java.util.Optional;

/** How bright the pages are. */
public enum Theme {
  /** As the reader's system is. */
  AUTO("rw-theme-auto"),
  LIGHT("rw-theme-light"),
  DARK("pf-v6-theme-dark");

  private final String css;

  Theme(String css) {
    this.css = css;
  }

  /** The class of the root element. */
  public String css() {
    return css;
  }

  static Optional<Theme> named(String name) {
    return Arrays.stream(values()).filter(t -> t.name().equalsIgnoreCase(name)).findFirst();
  }
}
