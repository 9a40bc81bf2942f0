package io.ridgeway.pages;

/** Tells the doors of machines from those of people, by path. */
public final class Doors {
  private Doors() {}

  /**
   * Whether the path belongs to an API, whose errors are problems and whose callers hold tokens.
   */
  public static boolean isApi(String path) {
    String plain = path.startsWith("/") ? path.substring(1) : path;
    return plain.equals("v1")
        || plain.startsWith("v1/")
        || plain.equals("ops/v1")
        || plain.startsWith("ops/v1/")
        || plain.startsWith("q/")
        || plain.startsWith(".well-known/");
  }
}
