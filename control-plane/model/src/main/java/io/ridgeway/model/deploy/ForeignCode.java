package io.ridgeway.model.deploy;

import java.util.regex.Pattern;

/**
 * Code that a tenant brought, to be run as a workload: nobody here knows what it does.
 *
 * @param kind what it is
 * @param reference of a jar the SHA-256 of its bytes, 64 lower-case hexadecimal digits; of an image
 *     its reference, with its digest
 * @param bytes how large a jar is; 0 of an image
 */
public record ForeignCode(Kind kind, String reference, long bytes) {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** As registries write them; pinned, so that what was looked at is what runs. */
  private static final Pattern IMAGE =
      Pattern.compile(
          "[a-z0-9]+([.-][a-z0-9]+)*(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+"
              + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127})?@sha256:[0-9a-f]{64}");

  private static final int LONGEST_IMAGE = 400;

  /** What code comes as; each is run by city nodes that say they do. */
  public enum Kind {
    /** A Java program, {@code java -jar}. */
    JAR(new Software("tenants-jar", "1")),
    /** A container image, run by its own entry point. */
    IMAGE(new Software("tenants-image", "1"));

    private final Software software;

    Kind(Software software) {
      this.software = software;
    }

    /** What a city node lists that runs such code of tenants; none does unless it was told to. */
    public Software software() {
      return software;
    }
  }

  public ForeignCode {
    boolean valid =
        switch (kind) {
          case JAR -> SHA256.matcher(reference).matches() && bytes > 0;
          case IMAGE -> reference.length() <= LONGEST_IMAGE && IMAGE.matcher(reference).matches();
        };
    if (!valid) {
      throw new IllegalArgumentException(
          switch (kind) {
            case JAR -> "A jar is named by the SHA-256 of its bytes.";
            case IMAGE ->
                "An image is named by registry, path and digest:"
                    + " registry.example.com/firm/contract@sha256: and 64 hexadecimal digits.";
          });
    }
  }

  /** A jar of that digest and size. */
  public static ForeignCode jar(String sha256, long bytes) {
    return new ForeignCode(Kind.JAR, sha256, bytes);
  }

  /** An image by its reference, with its digest. */
  public static ForeignCode image(String reference) {
    return new ForeignCode(Kind.IMAGE, reference, 0);
  }
}
