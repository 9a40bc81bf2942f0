package io.ridgeway.gateway;

import io.ridgeway.framework.Identities;
import io.ridgeway.framework.LedgerEndpoints;
import io.ridgeway.gateway.bsn.Application;
import io.ridgeway.model.CredentialId;
import io.ridgeway.model.KeyId;
import io.ridgeway.model.TenantId;
import io.ridgeway.model.certificate.Certificate;
import io.ridgeway.model.key.KeptKey;
import io.ridgeway.model.key.ManagedKey;
import io.ridgeway.model.meter.CallLimits;
import io.ridgeway.model.network.Framework;
import io.ridgeway.model.place.HostPort;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * All that the gateway knows of one network.
 *
 * @param framework whose {@code LedgerClient} speaks to it
 * @param serving whether calls are taken: the network was ready and is neither suspended nor being
 *     deleted
 * @param tps calls a second that were bought
 * @param endpoints the nodes as the gateway reaches them, and the birth record
 * @param credentials SHA-256 of the secret (lower-case hex) to credential; only those in force
 * @param keys account (lower case) to the managed transaction key
 * @param certificates under which members' authorities know those keys, where the ledger asks for
 *     them
 * @param suspended whether calls aren't taken because the network stands still on purpose
 * @param applications those that speak BSN's protocol and are in force, by their appCode
 * @param identities who the nodes and the gateway are, where the nodes answer nobody without a name
 * @param limits of those credentials that have any of their own
 * @param kept what was decided about those keys
 * @param clients SHA-256 of a certificate's encoding (lower-case hex) to the certificate, of the
 *     applications that keep their keys; not what was revoked
 * @param full whether nothing more is written: its ledger takes all that was ordered for it
 */
public record NetworkRoute(
    TenantId tenant,
    Framework framework,
    boolean serving,
    int tps,
    LedgerEndpoints endpoints,
    Map<String, CredentialId> credentials,
    Map<String, ManagedKey> keys,
    Map<KeyId, Certificate> certificates,
    boolean suspended,
    Map<String, Application> applications,
    Identities identities,
    Map<CredentialId, CallLimits> limits,
    Map<KeyId, KeptKey> kept,
    Map<String, Certificate> clients,
    boolean full) {
  /** Of nodes that answer whoever calls. */
  public static final Identities NOBODY = new Identities(Map.of(), Map.of());

  public NetworkRoute {
    credentials = Map.copyOf(credentials);
    keys = Map.copyOf(keys);
    certificates = Map.copyOf(certificates);
    applications = Map.copyOf(applications);
    limits = Map.copyOf(limits);
    kept = Map.copyOf(kept);
    clients = Map.copyOf(clients);
  }

  /** What was decided about the key; nothing, if nothing is known. */
  public KeptKey kept(ManagedKey key) {
    KeptKey known = kept.get(key.id());
    return known == null ? KeptKey.of(key) : known;
  }

  /**
   * Of a network that isn't suspended and whose ledger knows keys by themselves, and nothing is
   * decided about keys or callers.
   */
  public NetworkRoute(
      TenantId tenant,
      Framework framework,
      boolean serving,
      int tps,
      LedgerEndpoints endpoints,
      Map<String, CredentialId> credentials,
      Map<String, ManagedKey> keys) {
    this(
        tenant,
        framework,
        serving,
        tps,
        endpoints,
        credentials,
        keys,
        Map.of(),
        false,
        Map.of(),
        NOBODY,
        Map.of(),
        Map.of(),
        Map.of(),
        false);
  }

  /** The same with those applications. */
  public NetworkRoute with(Map<String, Application> those) {
    return with(certificates, those, identities, limits, kept, clients, full);
  }

  /** The same with those. */
  public NetworkRoute with(Identities those) {
    return with(certificates, applications, those, limits, kept, clients, full);
  }

  /** The same with those certificates of its keys. */
  public NetworkRoute withCertificates(Map<KeyId, Certificate> those) {
    return with(those, applications, identities, limits, kept, clients, full);
  }

  /** The same with those limits of credentials. */
  public NetworkRoute limiting(Map<CredentialId, CallLimits> those) {
    return with(certificates, applications, identities, those, kept, clients, full);
  }

  /** The same with what was decided about its keys. */
  public NetworkRoute withKept(Map<KeyId, KeptKey> those) {
    return with(certificates, applications, identities, limits, those, clients, full);
  }

  /** The same with those certificates of applications that keep their keys. */
  public NetworkRoute withClients(Map<String, Certificate> those) {
    return with(certificates, applications, identities, limits, kept, those, full);
  }

  /** The same, to which nothing more is written, or something is. */
  public NetworkRoute full(boolean isFull) {
    return with(certificates, applications, identities, limits, kept, clients, isFull);
  }

  private NetworkRoute with(
      Map<KeyId, Certificate> certified,
      Map<String, Application> let,
      Identities named,
      Map<CredentialId, CallLimits> limiting,
      Map<KeyId, KeptKey> decided,
      Map<String, Certificate> keeping,
      boolean isFull) {
    return new NetworkRoute(
        tenant,
        framework,
        serving,
        tps,
        endpoints,
        credentials,
        keys,
        certified,
        suspended,
        let,
        named,
        limiting,
        decided,
        keeping,
        isFull);
  }

  /** The node addresses of the port of that name, in the order of the nodes' names. */
  public List<HostPort> ports(String port) {
    return List.copyOf(named(port).values());
  }

  /** The nodes' addresses of the port of that name, by the nodes' names. */
  public SortedMap<String, HostPort> named(String port) {
    SortedMap<String, HostPort> named = new TreeMap<>();
    endpoints
        .nodes()
        .forEach(
            (node, ports) -> {
              HostPort at = ports.get(port);
              if (at != null) {
                named.put(node.value(), at);
              }
            });
    return named;
  }
}
