package io.ridgeway.model.certificate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whom a certificate names (X.501). Fabric reads a member's part from the units: {@code peer,
 * orderer, admin, client}.
 *
 * @param commonName 1 to 64 characters
 * @param organisation 1 to 64 characters
 * @param units OU, each 1 to 64 characters, in this order
 */
public record Subject(String commonName, Optional<String> organisation, List<String> units) {
  private static final int MOST = 64;
  private static final int MOST_UNITS = 8;

  public Subject {
    check("common name", commonName);
    organisation.ifPresent(name -> check("organisation", name));
    units = List.copyOf(units);
    units.forEach(unit -> check("organisational unit", unit));
    if (units.size() > MOST_UNITS) {
      throw new IllegalArgumentException("a subject has at most " + MOST_UNITS + " units");
    }
  }

  /** With a common name alone. */
  public static Subject of(String commonName) {
    return new Subject(commonName, Optional.empty(), List.of());
  }

  /** The same, in that organisation. */
  public Subject in(String organisation) {
    return new Subject(commonName, Optional.of(organisation), units);
  }

  /** The same, in one unit more. */
  public Subject inUnit(String unit) {
    List<String> more = new ArrayList<>(units);
    more.add(unit);
    return new Subject(commonName, organisation, more);
  }

  /** As people write it: {@code O=beta, OU=peer, CN=peer-beta-1}. */
  public String text() {
    List<String> parts = new ArrayList<>();
    organisation.ifPresent(name -> parts.add("O=" + name));
    units.forEach(unit -> parts.add("OU=" + unit));
    parts.add("CN=" + commonName);
    return String.join(", ", parts);
  }

  private static void check(String what, String text) {
    if (text.isBlank()
        || text.length() > MOST
        || !text.strip().equals(text)
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "a " + what + " has 1 to " + MOST + " characters, none of them a control character");
    }
  }
}
