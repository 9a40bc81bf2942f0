package io.ridgeway.gateway;

import java.util.Optional;

/**
 * What a path of the native door asks for.
 *
 * @param network as it stands in the path
 * @param what which thing of it
 * @param name of one transaction or block; else empty
 */
record NativePath(String network, What what, String name) {
  static final String PREFIX = "/gateway/v1/networks/";

  /** What there is. */
  enum What {
    /** {@code POST /transactions}. */
    SUBMIT("POST"),
    /** {@code POST /transactions/prepare}. */
    PREPARE("POST"),
    /** {@code POST /queries}. */
    QUERY("POST"),
    /** {@code GET /transactions/{id}}. */
    TRANSACTION("GET"),
    /** {@code GET /blocks/{number}}. */
    BLOCK("GET"),
    /** {@code GET /events}. */
    EVENTS("GET");

    private final String method;

    What(String method) {
      this.method = method;
    }

    String method() {
      return method;
    }

    /** Whether the ledger grows by it. */
    boolean isWriting() {
      return this == SUBMIT;
    }
  }

  /** Empty if there is nothing at the path. */
  static Optional<NativePath> of(String path) {
    String[] parts = path.substring(PREFIX.length()).split("/", -1);
    boolean named = parts.length == 3 && !parts[2].isEmpty();
    if (parts[0].isEmpty() || (parts.length != 2 && !named)) {
      return Optional.empty();
    }
    if (named && parts[1].equals("transactions") && parts[2].equals("prepare")) {
      return Optional.of(new NativePath(parts[0], What.PREPARE, ""));
    }
    Optional<What> what = named ? ofOne(parts[1]) : ofAll(parts[1]);
    return what.map(w -> new NativePath(parts[0], w, named ? parts[2] : ""));
  }

  private static Optional<What> ofAll(String word) {
    return switch (word) {
      case "transactions" -> Optional.of(What.SUBMIT);
      case "queries" -> Optional.of(What.QUERY);
      case "events" -> Optional.of(What.EVENTS);
      default -> Optional.empty();
    };
  }

  private static Optional<What> ofOne(String word) {
    return switch (word) {
      case "transactions" -> Optional.of(What.TRANSACTION);
      case "blocks" -> Optional.of(What.BLOCK);
      default -> Optional.empty();
    };
  }
}
