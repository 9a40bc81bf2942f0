package io.ridgeway.framework.fabric;

import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is said of a network's parameters: where somebody asks for Chinese commercial cryptography,
 * however it is called, that Fabric doesn't have it, and what does.
 */
final class Guomi {
  private static final Set<String> NAMES =
      Set.of("cryptography", "crypto", "guomi", "gm", "sm", "smcrypto", "sm_crypto");

  private static final Set<String> NO = Set.of("", "standard", "false", "none", "no");

  private static final String ANSWER =
      "Fabric isn't to be had under Guomi. As its project releases it, it signs by ECDSA with"
          + " SHA-256 only: identities, endorsements, blocks and TLS know no SM2, SM3 or SM4, and a"
          + " node made to use them would be a fork that no other Fabric node or SDK understands."
          + " Where the law asks for Guomi, order fisco-bcos with cryptography: guomi. Otherwise"
          + " leave this out.";

  private Guomi() {}

  /** What is wrong with the parameters, each by itself. */
  static List<Violation> parameters(NetworkSpec spec) {
    return PackFile.PARAMETERS.check(spec.parameters()).stream()
        .map(violation -> isAskedFor(violation, spec.parameters()) ? answer(violation) : violation)
        .toList();
  }

  private static boolean isAskedFor(Violation violation, Map<String, String> given) {
    String name = violation.field().substring("parameters.".length());
    return NAMES.contains(name.toLowerCase(Locale.ROOT))
        && !NO.contains(given.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT));
  }

  private static Violation answer(Violation violation) {
    return new Violation(violation.field(), ANSWER);
  }
}
