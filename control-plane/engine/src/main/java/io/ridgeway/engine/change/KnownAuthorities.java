package io.ridgeway.engine.change;

import io.ridgeway.model.certificate.Authority;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The authorities that a network's books know. Who was there before, and comes back, has the
 * authority that it had: what it certified is in ledgers and books by its name.
 *
 * @param certificates the newest of each name, roots included
 * @param custodys the names of those whose keys are in custody
 */
record KnownAuthorities(List<Certificate> certificates, Set<String> custodys) {
  /** Why these can't be had; empty if they can. */
  List<Violation> violations(List<Authority> wanted) {
    return wanted.stream()
        .flatMap(authority -> why(authority).stream())
        .map(why -> new Violation("parameters", why))
        .toList();
  }

  private Optional<String> why(Authority wanted) {
    Optional<Certificate> root =
        certificates.stream().filter(c -> c.isRoot() && c.name().equals(wanted.name())).findFirst();
    if (root.isEmpty()) {
      return Optional.empty();
    }
    if (!wanted.isBrought()) {
      return custodys.contains(wanted.name())
          ? Optional.empty()
          : Optional.of(
              "The authority "
                  + wanted.name()
                  + " was brought by its organisation when it came, or was to come: name it again,"
                  + " or let the organisation come by another name.");
    }
    boolean other = !wanted.root().equals(root.map(Certificate::pem));
    return other && hasCertified(wanted.name())
        ? Optional.of(
            "The authority "
                + wanted.name()
                + " is another one here, of when its organisation was there before, and has"
                + " certified: it is for good. Let the organisation come back with that one"
                + (custodys.contains(wanted.name())
                    ? ", which is custody's (leave its entry out), "
                    : " ")
                + "or by another name.")
        : Optional.empty();
  }

  private boolean hasCertified(String authority) {
    return certificates.stream().anyMatch(c -> !c.isRoot() && c.authority().equals(authority));
  }
}
