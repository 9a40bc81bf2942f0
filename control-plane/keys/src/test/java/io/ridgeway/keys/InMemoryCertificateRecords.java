package io.ridgeway.keys;

import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Certificates in memory; it passes {@link CertificateRecordsContract}. */
public final class InMemoryCertificateRecords implements CertificateRecords {
  private final InMemoryTransactions.Rows<List<Object>, Certificate> rows;

  public InMemoryCertificateRecords(InMemoryTransactions transactions) {
    rows = transactions.rows();
  }

  @Override
  public synchronized Certificate insertIfAbsent(Certificate certificate) {
    List<Object> key =
        List.of(
            certificate.network(),
            certificate.authority(),
            certificate.name(),
            certificate.generation());
    return rows.get(key)
        .orElseGet(
            () -> {
              rows.put(key, certificate);
              return certificate;
            });
  }

  @Override
  public Optional<Certificate> newest(NetworkId network, String authority, String name) {
    return of(network)
        .filter(c -> c.authority().equals(authority) && c.name().equals(name))
        .max(Comparator.comparing(Certificate::generation));
  }

  @Override
  public List<Certificate> newest(NetworkId network) {
    return of(network)
        .filter(c -> newest(network, c.authority(), c.name()).orElseThrow().equals(c))
        .sorted(Comparator.comparing(Certificate::authority).thenComparing(Certificate::name))
        .toList();
  }

  private Stream<Certificate> of(NetworkId network) {
    return rows.all().filter(c -> c.network().equals(network));
  }
}
