package io.ridgeway.adapter.kubernetes;

/** The annotations by which the adapter finds again what it knew. */
final class Notes {
  /** On all that is applied: a digest of what was applied. */
  static final String MANIFEST = "ridgeway.io/manifest";

  /** On a namespace: what is declared in it. */
  static final String MEMBERS = "ridgeway.io/members";

  /** On a stateful set: the digest of its workload by the settings that it was applied with. */
  static final String APPLIED = "ridgeway.io/applied";

  /** On a stateful set: the ports of its workload, with their exposures. */
  static final String PORTS = "ridgeway.io/ports";

  /** On a stateful set: its claims with the GiB that each should have. */
  static final String VOLUMES = "ridgeway.io/volumes";

  /** On the config map that is a network's fence: the highest token. */
  static final String TOKEN = "ridgeway.io/token";

  /** On the same: whether that token's holder wants the network gone. */
  static final String REMOVAL = "ridgeway.io/removal";

  private Notes() {}
}
