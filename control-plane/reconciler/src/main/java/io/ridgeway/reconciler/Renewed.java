package io.ridgeway.reconciler;

import static java.util.stream.Collectors.joining;

import io.ridgeway.model.certificate.Certificate;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a ledger has been told of its members' renewed certificates. Those that a network was
 * born with, or nodes came with, it learns as it learns of them. A guest's ledger is told of its
 * host's as well, whose nodes keep it, and of those that the host's authorities took back: of its
 * own it is told by an operation.
 */
final class Renewed {
  /** Stands before the digest of the lists, where there are any. */
  private static final String LISTS = "/";

  private Renewed() {}

  static boolean isTold(Pass pass) {
    return digest(pass).equals(pass.made().told());
  }

  /**
   * Notes that it was told.
   *
   * @param digest of what there was before it was told
   */
  static void told(Pass pass, Optional<String> digest) {
    if (digest.isPresent() && !digest.equals(pass.made().told())) {
      pass.change(n -> n.with(n.made().told(digest.get())));
      pass.keep();
    }
  }

  /** Of those that there are now; as before if there are none. */
  static Optional<String> digest(Pass pass) {
    String renewed = digest(all(pass).filter(c -> c.generation() > 1).map(Renewed::text));
    String lists = digest(lists(pass));
    return renewed.isEmpty() && lists.isEmpty()
        ? pass.made().told()
        : Optional.of(lists.isEmpty() ? renewed : renewed + LISTS + lists);
  }

  /** Whether it was told at least of the lists. */
  static boolean knowsLists(Pass pass) {
    String lists = digest(lists(pass));
    return lists.isEmpty()
        || pass.made().told().filter(told -> told.endsWith(LISTS + lists)).isPresent();
  }

  /**
   * What is to be noted once it was told of the lists that there are now, and of nothing else since
   * it was told last.
   */
  static Optional<String> withLists(Pass pass) {
    String renewed = pass.made().told().map(told -> told.split(LISTS, 2)[0]).orElse("");
    return Optional.of(renewed + LISTS + digest(lists(pass)));
  }

  private static String digest(Stream<String> texts) {
    String all = texts.sorted().collect(joining("\n"));
    return all.isEmpty() ? "" : sha256(all);
  }

  private static Stream<Certificate> all(Pass pass) {
    Stream<Certificate> own = pass.inCustody().certificates().stream();
    return pass.made().host().isEmpty()
        ? own
        : Stream.concat(own, pass.ground().inCustody().certificates().stream());
  }

  /** Its host's lists of who is revoked; none of a network that has nodes of its own. */
  private static Stream<String> lists(Pass pass) {
    Ports ports = pass.ports();
    return pass.made().host().stream()
        .flatMap(
            host ->
                ports.transactions().asSystem(() -> ports.authorities().revocations(host)).stream())
        .map(list -> list.authority() + " list " + list.number());
  }

  private static String text(Certificate certificate) {
    return certificate.authority() + "/" + certificate.name() + " " + certificate.generation();
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
