package io.ridgeway.model.deploy;

/** A question whose answer is yes or no. */
public sealed interface Probe {
  /** Whether a connection to the port of that name is accepted. */
  record TcpOpen(String port) implements Probe {}

  /** Whether {@code GET path} on the port of that name answers 2xx. */
  record HttpGet(String port, String path) implements Probe {}
}
