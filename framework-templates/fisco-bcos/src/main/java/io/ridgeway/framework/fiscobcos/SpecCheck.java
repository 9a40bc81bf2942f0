package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.renderer.Parameters;
import io.ridgeway.model.network.NetworkSpec;
import io.ridgeway.model.problem.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Says what is wrong with a spec, each with its reason, in the order of the spec. */
final class SpecCheck {
  private final PackFile pack;
  private final Parameters parameters;

  SpecCheck(PackFile pack, Parameters parameters) {
    this.pack = pack;
    this.parameters = parameters;
  }

  List<Violation> check(NetworkSpec spec) {
    List<Violation> violations = new ArrayList<>();
    if (!spec.framework().name().equals(pack.name())) {
      violations.add(
          new Violation("framework.name", "This pack builds " + pack.name() + " networks only."));
    }
    Optional<Release> release = pack.release(spec.framework().version());
    if (release.isEmpty()) {
      violations.add(
          new Violation(
              "framework.version",
              "There is no such version of "
                  + pack.name()
                  + "; there is "
                  + pack.releases().stream().map(Release::version).collect(Collectors.joining(", "))
                  + "."));
    }
    if (!pack.tiers().contains(spec.tier())) {
      violations.add(
          new Violation(
              "tier",
              "An Air chain has one group and can't be shared: choose the "
                  + pack.tiers().stream()
                      .map(t -> t.name().toLowerCase(Locale.ROOT))
                      .sorted()
                      .collect(Collectors.joining(" or "))
                  + " tier."));
    }
    nodes(spec, violations);
    List<Violation> alone = parameters.check(spec.parameters());
    violations.addAll(alone);
    // What can't be read can't be held against anything else.
    if (alone.isEmpty()) {
      release.ifPresent(r -> ofRelease(spec, r, violations));
      consensus(spec, violations);
    }
    return violations;
  }

  private void nodes(NetworkSpec spec, List<Violation> violations) {
    for (PackFile.Role role : pack.roles()) {
      int count = spec.nodes().getOrDefault(role.name(), 0);
      if (!role.allowed().contains(count)) {
        violations.add(
            new Violation(
                "nodes." + role.name(),
                role.title()
                    + " can't number "
                    + count
                    + ": choose "
                    + oneOf(role)
                    + ". "
                    + role.reason()));
      }
    }
    List<String> known = pack.roles().stream().map(PackFile.Role::name).toList();
    for (String role : spec.nodes().keySet()) {
      if (!known.contains(role)) {
        violations.add(
            new Violation(
                "nodes." + role,
                "There is no role of that name; there are " + String.join(", ", known) + "."));
      }
    }
  }

  private void ofRelease(NetworkSpec spec, Release release, List<Violation> violations) {
    parameters
        .find(spec, "compatibilityVersion")
        .filter(version -> !release.compatibility().contains(version))
        .ifPresent(
            version ->
                violations.add(
                    new Violation(
                        "parameters.compatibilityVersion",
                        "Nodes of "
                            + release.software()
                            + " don't keep the rules of "
                            + version
                            + "; they know "
                            + String.join(", ", release.compatibility())
                            + ".")));
    boolean webAssembly =
        VirtualMachine.of(parameters.text(spec, "virtualMachine")) == VirtualMachine.WASM;
    if (webAssembly && !release.webAssembly()) {
      violations.add(
          new Violation(
              "parameters.virtualMachine",
              "The official build of "
                  + release.software()
                  + " leaves WebAssembly out: choose evm, or "
                  + pack.releases().stream()
                      .filter(Release::webAssembly)
                      .map(Release::version)
                      .collect(Collectors.joining(", "))
                  + "."));
    }
    if (webAssembly && parameters.find(spec, "authCheck").filter("true"::equals).isPresent()) {
      violations.add(
          new Violation(
              "parameters.authCheck",
              "Governance is made of Solidity contracts, which a chain of WebAssembly can't run:"
                  + " leave it out."));
    }
  }

  private void consensus(NetworkSpec spec, List<Violation> violations) {
    if (parameters.text(spec, "consensus").equals("rpbft")) {
      long taking = parameters.number(spec, "epochSealers");
      int sealers = spec.nodes().getOrDefault("sealer", 0);
      if (taking > sealers) {
        violations.add(
            new Violation(
                "parameters.epochSealers",
                taking + " sealers can't take part of " + sealers + ": choose as many at most."));
      }
      return;
    }
    for (String epoch : List.of("epochBlocks", "epochSealers")) {
      if (spec.parameters().containsKey(epoch)) {
        violations.add(
            new Violation(
                "parameters." + epoch,
                "Only rpbft has epochs: leave it out, or choose rpbft as the consensus."));
      }
    }
  }

  private static String oneOf(PackFile.Role role) {
    List<String> counts = role.allowed().stream().map(String::valueOf).toList();
    int last = counts.size() - 1;
    return String.join(", ", counts.subList(0, last)) + " or " + counts.get(last);
  }
}
