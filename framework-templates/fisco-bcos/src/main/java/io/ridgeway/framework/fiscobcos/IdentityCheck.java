package io.ridgeway.framework.fiscobcos;

import io.ridgeway.framework.NetworkPlan;
import io.ridgeway.framework.NetworkPlan.PlannedNode;
import io.ridgeway.framework.fiscobcos.ChainIdentities.Credential;
import io.ridgeway.framework.fiscobcos.ChainIdentities.DualTls;
import io.ridgeway.framework.fiscobcos.ChainIdentities.NodeIdentity;
import io.ridgeway.framework.fiscobcos.ChainIdentities.RsaTls;
import io.ridgeway.model.network.NodeName;
import io.ridgeway.model.problem.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a chain's keys and certificates before a node stumbles over it. */
final class IdentityCheck {
  private final Cryptography cryptography;
  private final Instant now;
  private final List<Violation> found = new ArrayList<>();

  private IdentityCheck(Cryptography cryptography, Instant now) {
    this.cryptography = cryptography;
    this.now = now;
  }

  static List<Violation> check(
      NetworkPlan plan, ChainIdentities identities, Cryptography cryptography, Instant now) {
    IdentityCheck check = new IdentityCheck(cryptography, now);
    Optional<Certificate> authority =
        check.certificate("authority", identities.authority(), Certificate::mayIssue, "issue");
    Map<NodeId, NodeName> holders = new HashMap<>();
    for (PlannedNode node : plan.nodes()) {
      NodeIdentity identity = identities.nodes().get(node.name());
      if (identity == null) {
        check.add("nodes." + node.name(), "It has no identity: issue its keys and certificates.");
        continue;
      }
      check.key(node.name(), identity.id(), holders.put(identity.id(), node.name()));
      check.tls("nodes." + node.name(), identity, authority);
    }
    return List.copyOf(check.found);
  }

  private void key(NodeName node, NodeId id, @Nullable NodeName other) {
    if (other != null) {
      add(
          "nodes." + node + ".id",
          "It has the same node id as "
              + other
              + ": two nodes with one key would vote against each other. Give it a key of its own.");
    }
    if (!id.isOf(cryptography)) {
      add(
          "nodes." + node + ".id",
          "Its key is not of the "
              + cryptography.parameter()
              + " suite, which all nodes of this chain share.");
    }
  }

  private void tls(String node, NodeIdentity identity, Optional<Certificate> authority) {
    if (identity.tls() instanceof RsaTls rsa) {
      if (cryptography == Cryptography.GUOMI) {
        add(
            node + ".tls",
            "It has the certificate of the standard suite on a Guomi chain: give it a pair, one to"
                + " sign and one to encipher.");
        return;
      }
      credential(node + ".certificate", rsa.credential(), authority, c -> c.maySign(), "sign");
    } else if (identity.tls() instanceof DualTls dual) {
      if (cryptography == Cryptography.STANDARD) {
        add(
            node + ".tls",
            "It has Guomi's pair of certificates on a chain of the standard suite: give it one of"
                + " RSA.");
        return;
      }
      credential(node + ".certificate", dual.signing(), authority, c -> c.maySign(), "sign");
      credential(
          node + ".encipherment", dual.encipherment(), authority, c -> c.mayEncipher(), "encipher");
    }
  }

  private void credential(
      String field,
      Credential credential,
      Optional<Certificate> authority,
      Predicate<Certificate> use,
      String toDo) {
    Optional<Certificate> certificate = certificate(field, credential.certificate(), use, toDo);
    if (certificate.isPresent()
        && authority.isPresent()
        && !certificate.get().isIssuedBy(authority.get())) {
      add(field, "It was not issued by this chain's authority: issue it anew.");
    }
  }

  private Optional<Certificate> certificate(
      String field, String pem, Predicate<Certificate> use, String toDo) {
    Optional<Certificate> parsed = Certificate.parse(pem);
    if (parsed.isEmpty()) {
      add(field, "It is no X.509 certificate in PEM.");
      return parsed;
    }
    Certificate certificate = parsed.get();
    if (!certificate.isOf(cryptography)) {
      add(
          field,
          "Its key is not of the " + cryptography.parameter() + " suite, which the chain is of.");
    }
    if (!use.test(certificate)) {
      add(field, "It may not be used to " + toDo + ": issue one with that key usage.");
    }
    if (now.isBefore(certificate.notBefore())) {
      add(field, "It is valid from " + certificate.notBefore() + " only, and now is " + now + ".");
    }
    if (now.isAfter(certificate.notAfter())) {
      add(field, "It expired at " + certificate.notAfter() + ": rotate it.");
    }
    return parsed;
  }

  private void add(String field, String message) {
    found.add(new Violation(field, message));
  }
}
