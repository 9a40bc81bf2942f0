package io.ridgeway.app.embedded;

import java.util.Map;
import java.util.TreeMap;

/**
 * The configuration that the embedded stack gives the application. An operator with external
 * servers sets the same properties by hand; nothing else tells the two apart.
 *
 * <table>
 *   <caption>Properties</caption>
 *   <tr><td>{@code quarkus.http.host, .port}</td><td>portal, APIs</td></tr>
 *   <tr><td>{@code ridgeway.gateway.host, .port}</td><td>gateway</td></tr>
 *   <tr><td>{@code quarkus.datasource.jdbc.url, .username, .password}</td><td>database as the role that row-level security binds</td></tr>
 *   <tr><td>{@code quarkus.flyway.username, .password}</td><td>the schema's owner</td></tr>
 *   <tr><td>{@code quarkus.oidc.auth-server-url, .client-id, .credentials.secret}</td><td>realm; the portal's client</td></tr>
 *   <tr><td>{@code quarkus.oidc.token-state-manager.encryption-secret}</td><td>encrypts the portal's session cookie</td></tr>
 *   <tr><td>{@code quarkus.oidc.connection-delay}</td><td>how long the application may wait for the realm at its start</td></tr>
 *   <tr><td>{@code quarkus.oidc.api.token.audience}</td><td>what an access token must be meant for</td></tr>
 *   <tr><td>{@code ridgeway.keycloak.url, .realm, .client-id, .client-secret}</td><td>admin API, for organizations and members</td></tr>
 *   <tr><td>{@code ridgeway.keys.kek-file}</td><td>32 bytes that wrap the tenants' data keys</td></tr>
 *   <tr><td>{@code ridgeway.journal.directory}</td><td>audit and meter entries before they are in the database</td></tr>
 *   <tr><td>{@code ridgeway.local.directory, .software}</td><td>local city node: its files; what it may run</td></tr>
 *   <tr><td>{@code ridgeway.backups.directory}</td><td>where backups of nodes are kept</td></tr>
 *   <tr><td>{@code ridgeway.plugins.directory}</td><td>jars of cloud adapters, and what is trusted of them</td></tr>
 * </table>
 */
final class StackConfiguration {
  private static final String LOOPBACK = "127.0.0.1";

  private StackConfiguration() {}

  static Map<String, String> of(
      Home home,
      Secrets secrets,
      EmbeddedPostgres postgres,
      EmbeddedKeycloak keycloak,
      int portalPort,
      int gatewayPort) {
    Map<String, String> values = new TreeMap<>();
    values.put("quarkus.http.host", LOOPBACK);
    values.put("quarkus.http.port", Integer.toString(portalPort));
    values.put("ridgeway.gateway.host", LOOPBACK);
    values.put("ridgeway.gateway.port", Integer.toString(gatewayPort));

    values.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(PostgresRoles.DATABASE));
    values.put("quarkus.datasource.username", PostgresRoles.APP);
    values.put("quarkus.datasource.password", secrets.get(Secrets.Name.POSTGRES_APP));
    values.put("quarkus.flyway.username", PostgresRoles.OWNER);
    values.put("quarkus.flyway.password", secrets.get(Secrets.Name.POSTGRES_OWNER));

    values.put("quarkus.oidc.auth-server-url", keycloak.realmUrl());
    values.put("quarkus.oidc.client-id", "ridgeway-portal");
    values.put("quarkus.oidc.credentials.secret", secrets.get(Secrets.Name.CLIENT_PORTAL));
    values.put(
        "quarkus.oidc.token-state-manager.encryption-secret",
        secrets.get(Secrets.Name.PORTAL_SESSION));
    values.put("quarkus.oidc.connection-delay", "240S");
    values.put("quarkus.oidc.api.token.audience", "ridgeway-api");

    values.put("ridgeway.keycloak.url", keycloak.url());
    values.put("ridgeway.keycloak.realm", EmbeddedKeycloak.REALM);
    values.put("ridgeway.keycloak.client-id", "ridgeway-service");
    values.put("ridgeway.keycloak.client-secret", secrets.get(Secrets.Name.CLIENT_SERVICE));

    values.put("ridgeway.keys.kek-file", home.kek().toString());
    values.put("ridgeway.journal.directory", home.root().resolve("journal").toString());
    values.put("ridgeway.local.directory", home.cityNode().toString());
    values.put("ridgeway.local.software", home.software().toString());
    values.put("ridgeway.backups.directory", home.backups().toString());
    values.put("ridgeway.plugins.directory", home.root().resolve("plugins").toString());
    return values;
  }
}
