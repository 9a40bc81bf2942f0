package io.ridgeway.framework;

import java.util.Optional;

/**
 * What an application's SDK needs to reach a network's nodes itself: names, addresses and roots of
 * trust, and no secret.
 *
 * @param json a document as the framework's own SDKs read it
 * @param yaml the same document
 * @param toml the file that the SDK is started with, where that is what it reads
 */
public record ConnectionProfile(String json, String yaml, Optional<String> toml) {
  /**
   * A gateway that passes on what nodes would be called with.
   *
   * @param address host and port
   * @param authority by whom it is trusted, PEM; empty if applications trust it anyway
   */
  public record Relay(String address, Optional<String> authority) {}

  /** Of SDKs that read one of the two. */
  public ConnectionProfile(String json, String yaml) {
    this(json, yaml, Optional.empty());
  }
}
