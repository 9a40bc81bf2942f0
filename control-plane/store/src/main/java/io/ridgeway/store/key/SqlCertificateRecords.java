package io.ridgeway.store.key;

import static java.util.stream.Collectors.joining;

import io.ridgeway.engine.gateway.ClientDesk;
import io.ridgeway.engine.gateway.KeyDesk;
import io.ridgeway.keys.certificate.CertificateRecords;
import io.ridgeway.model.NetworkId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.certificate.RevocationList;
import io.ridgeway.store.ScopedTransactions;
import io.ridgeway.store.sql.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Certificates. A caller without a transaction gets one of its own. */
@Singleton
public final class SqlCertificateRecords implements CertificateRecords {
  private static final String FOR_GATEWAYS =
      "select distinct on (network_id, authority, name) * from certificate"
          + " where (name = authority or name like '%%"
          + KeyDesk.certificateName("")
          + "')%s order by network_id, authority, name, generation desc";

  /** Each of a key's certificates is good until it ends. */
  private static final String KEPT_OUTSIDE =
      "select * from certificate where name like '%%"
          + ClientDesk.certificateName("")
          + "' and not_after > now() - interval '1 day'%s";

  /** What was taken back isn't signed with any more. */
  private static final String IN_FORCE =
      "select c.* from (%s) c where not exists (select from revocation_list r where"
          + " r.network_id = c.network_id and r.authority = c.authority"
          + " and c.serial = any(string_to_array(r.serials, ' '))"
          + " and r.number = (select max(number) from revocation_list n where"
          + " n.network_id = r.network_id and n.authority = r.authority))";

  private final ScopedTransactions transactions;
  private final Sql sql;

  SqlCertificateRecords(ScopedTransactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public Certificate insertIfAbsent(Certificate certificate) {
    return transactions.joining(
        () -> {
          sql.execute(
              "insert into certificate (tenant_id, network_id, authority, name, generation, serial,"
                  + " not_before, not_after, pem) values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
                  + " on conflict (network_id, authority, name, generation) do nothing",
              certificate.tenant().value(),
              certificate.network().value(),
              certificate.authority(),
              certificate.name(),
              certificate.generation(),
              certificate.serial(),
              certificate.notBefore(),
              certificate.notAfter(),
              certificate.pem());
          return sql.one(
                  SqlCertificateRecords::read,
                  "select * from certificate"
                      + " where network_id = ? and authority = ? and name = ? and generation = ?",
                  certificate.network().value(),
                  certificate.authority(),
                  certificate.name(),
                  certificate.generation())
              .orElseThrow();
        });
  }

  @Override
  public Optional<Certificate> newest(NetworkId network, String authority, String name) {
    return transactions.joining(
        () ->
            sql.one(
                SqlCertificateRecords::read,
                "select * from certificate where network_id = ? and authority = ? and name = ?"
                    + " order by generation desc limit 1",
                network.value(),
                authority,
                name));
  }

  @Override
  public List<Certificate> newest(NetworkId network) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCertificateRecords::read,
                "select distinct on (authority collate \"C\", name collate \"C\") *"
                    + " from certificate where network_id = ?"
                    + " order by authority collate \"C\", name collate \"C\", generation desc",
                network.value()));
  }

  /** The newest ones of those networks. */
  public List<Certificate> newest(Collection<NetworkId> networks) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCertificateRecords::read,
                "select distinct on (network_id, authority, name) * from certificate"
                    + " where network_id = any (string_to_array(?, ','))"
                    + " order by network_id, authority, name, generation desc",
                networks.stream().map(NetworkId::value).collect(joining(","))));
  }

  @Override
  public List<Certificate> all(NetworkId network, String authority) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCertificateRecords::read,
                "select * from certificate where network_id = ? and authority = ?"
                    + " order by generation",
                network.value(),
                authority));
  }

  @Override
  public RevocationList insertIfAbsent(RevocationList list) {
    return transactions.joining(
        () -> {
          sql.execute(
              "insert into revocation_list (tenant_id, network_id, authority, number, issued_at,"
                  + " serials, pem) values (?, ?, ?, ?, ?, ?, ?)"
                  + " on conflict (network_id, authority, number) do nothing",
              list.tenant().value(),
              list.network().value(),
              list.authority(),
              list.number(),
              list.issuedAt(),
              String.join(" ", new TreeSet<>(list.serials())),
              list.pem());
          return sql.one(
                  SqlCertificateRecords::readList,
                  "select * from revocation_list"
                      + " where network_id = ? and authority = ? and number = ?",
                  list.network().value(),
                  list.authority(),
                  list.number())
              .orElseThrow();
        });
  }

  @Override
  public List<RevocationList> newestLists(NetworkId network) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCertificateRecords::readList,
                "select distinct on (authority collate \"C\") * from revocation_list"
                    + " where network_id = ? order by authority collate \"C\", number desc",
                network.value()));
  }

  private static RevocationList readList(ResultSet row) throws SQLException {
    String serials = row.getString("serials");
    return new RevocationList(
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        row.getString("authority"),
        row.getInt("number"),
        Sql.instant(row, "issued_at"),
        serials.isEmpty() ? Set.of() : Set.of(serials.split(" ")),
        row.getString("pem"));
  }

  /**
   * What gateways need to know: authorities' own certificates and those of applications' keys, of
   * all networks; not what was revoked.
   */
  public List<Certificate> forGateways() {
    return transactions.joining(
        () ->
            sql.query(SqlCertificateRecords::read, IN_FORCE.formatted(FOR_GATEWAYS.formatted(""))));
  }

  /** The same, of one network. */
  public List<Certificate> forGateways(NetworkId network) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCertificateRecords::read,
                IN_FORCE.formatted(FOR_GATEWAYS.formatted(" and network_id = ?")),
                network.value()));
  }

  /** Those of applications that keep their keys, of all networks; not what was revoked or ended. */
  public List<Certificate> ofClients() {
    return transactions.joining(
        () ->
            sql.query(SqlCertificateRecords::read, IN_FORCE.formatted(KEPT_OUTSIDE.formatted(""))));
  }

  /** The same, of one network. */
  public List<Certificate> ofClients(NetworkId network) {
    return transactions.joining(
        () ->
            sql.query(
                SqlCertificateRecords::read,
                IN_FORCE.formatted(KEPT_OUTSIDE.formatted(" and network_id = ?")),
                network.value()));
  }

  private static Certificate read(ResultSet row) throws SQLException {
    return new Certificate(
        new TenantId(row.getString("tenant_id")),
        new NetworkId(row.getString("network_id")),
        row.getString("authority"),
        row.getString("name"),
        row.getInt("generation"),
        row.getString("serial"),
        Sql.instant(row, "not_before"),
        Sql.instant(row, "not_after"),
        row.getString("pem"));
  }
}
