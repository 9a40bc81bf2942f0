package io.ridgeway.keys;

import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Certificates in memory; it passes {@link CertificateRecordsContract}. */
public final class InMemoryCertificateRecords implements CertificateRecords {
  private final InMemoryTransactions.Rows<List<Object>, Certificate> rows;
  private final InMemoryTransactions.Rows<List<Object>, RevocationList> lists;

  public InMemoryCertificateRecords(InMemoryTransactions transactions) {
    rows = transactions.rows();
    lists = transactions.rows();
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

  @Override
  public List<Certificate> all(NetworkId network, String authority) {
    return of(network)
        .filter(c -> c.authority().equals(authority))
        .sorted(Comparator.comparing(Certificate::generation))
        .toList();
  }

  @Override
  public synchronized RevocationList insertIfAbsent(RevocationList list) {
    List<Object> key = List.of(list.network(), list.authority(), list.number());
    return lists
        .get(key)
        .orElseGet(
            () -> {
              lists.put(key, list);
              return list;
            });
  }

  @Override
  public List<RevocationList> newestLists(NetworkId network) {
    List<RevocationList> all = lists.all().filter(l -> l.network().equals(network)).toList();
    return all.stream()
        .filter(
            l ->
                all.stream()
                    .noneMatch(o -> o.authority().equals(l.authority()) && o.number() > l.number()))
        .sorted(Comparator.comparing(RevocationList::authority))
        .toList();
  }

  private Stream<Certificate> of(NetworkId network) {
    return rows.all().filter(c -> c.network().equals(network));
  }
}
