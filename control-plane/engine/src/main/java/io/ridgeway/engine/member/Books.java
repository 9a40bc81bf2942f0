package io.ridgeway.engine.member;

import io.ridgeway.engine.audit.AuditEvent;
import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.member.HoldingDesk.End;
import io.ridgeway.engine.member.HoldingDesk.Holding;
import io.ridgeway.engine.member.HoldingDesk.Kind;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.CertificateAuthority;
import io.ridgeway.model.certificate.RevocationList;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Networks' certificates and lists of those that aren't good any more, read once of each. */
final class Books {
  /** What {@link ClientDesk#enrol} notes: the application, its authority, serial number and end. */
  private static final Pattern NOTED =
      Pattern.compile(
          "Certificate (.{1,300}) of (\\S{1,300}) for a key kept outside,"
              + " serial ([0-9a-f]{1,64}), until (\\S{1,40})\\.");

  private record Read(List<Certificate> certificates, List<RevocationList> lists) {}

  private final CertificateAuthority authorities;
  private final Instant now;
  private final Map<NetworkId, Read> read = new HashMap<>();

  Books(CertificateAuthority authorities, Instant now) {
    this.authorities = authorities;
    this.now = now;
  }

  /** The newest of that name, of each authority that has one. */
  Stream<Certificate> newest(NetworkId network, String name) {
    return of(network).certificates().stream().filter(c -> c.name().equals(name));
  }

  boolean isRevoked(Certificate certificate) {
    return of(certificate.network()).lists().stream().anyMatch(list -> list.holds(certificate));
  }

  /**
   * The certificate that was issued then, if it still holds. Before applications were named in the
   * audit's subject, that was their network alone.
   */
  Optional<Holding> certificate(AuditEvent event) {
    int slash = event.subject().indexOf('/');
    NetworkId network =
        new NetworkId(slash < 0 ? event.subject() : event.subject().substring(0, slash));
    Matcher noted = NOTED.matcher(event.detail());
    boolean known = noted.matches();
    String name = slash >= 0 ? event.subject().substring(slash + 1) : known ? noted.group(1) : "";
    // What can't be read counts, as long as a certificate can live.
    boolean holds =
        known
            ? !now.isAfter(end(noted.group(4), event))
                && !isRevoked(network, noted.group(2), noted.group(3))
            : !now.isAfter(longest(event));
    return holds
        ? Optional.of(
            new Holding(
                Kind.CERTIFICATE,
                name,
                name,
                network,
                event.at(),
                Optional.empty(),
                End.NEW_CERTIFICATE))
        : Optional.empty();
  }

  private boolean isRevoked(NetworkId network, String authority, String serial) {
    return of(network).lists().stream()
        .anyMatch(list -> list.authority().equals(authority) && list.serials().contains(serial));
  }

  private static Instant end(String noted, AuditEvent event) {
    try {
      return Instant.parse(noted);
    } catch (DateTimeParseException e) {
      return longest(event);
    }
  }

  private static Instant longest(AuditEvent event) {
    return event.at().plus(Duration.ofDays(ClientDesk.LONGEST_DAYS));
  }

  private Read of(NetworkId network) {
    return read.computeIfAbsent(
        network, n -> new Read(authorities.list(n), authorities.revocations(n)));
  }
}
