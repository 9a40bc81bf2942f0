package io.ridgeway.app;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What an installation says of itself, under {@code ridgeway.}; data source and sign-in are
 * Quarkus' own settings.
 */
@ConfigMapping(prefix = "ridgeway")
public interface RidgewayConfig {
  /** The roles that this process plays. */
  @WithDefault("portal,reconciler,gateway,ops")
  Set<Role> roles();

  /** Custody. */
  Keys keys();

  /** The local journal. */
  Journal journal();

  /** The data plane. */
  Gateway gateway();

  /** Where tenants may have events told to. */
  Webhooks webhooks();

  /** The reconciler. */
  Reconciler reconciler();

  /** Cloud adapters that come as jars. */
  Plugins plugins();

  /** The identity provider's administration, for organisations. */
  Keycloak keycloak();

  /** Prices and bills. */
  Billing billing();

  /** The local city node {@code local-1}; registered at start where its directory is given. */
  Local local();

  /** Backups of nodes. */
  Backups backups();

  /** City nodes that are registered at start if they aren't yet, by name. */
  Map<String, Place> cityNodes();

  /** Lets an operator move the application's clock on: for demos and trials only. */
  @WithDefault("false")
  boolean demoClock();

  /**
   * The jurisdictions in which nothing runs for a tenant whose real identity isn't verified; {@code
   * *} for all, {@code none} for none.
   */
  @WithDefault("*")
  Set<String> verifiedIn();

  /** A part of the product that can run in a process of its own. */
  enum Role {
    PORTAL,
    RECONCILER,
    GATEWAY,
    OPS
  }

  /** Custody: the key-encryption key that wraps, and others that only unwrap. */
  interface Keys extends Kek {
    /** What wrapped before, by any name, for as long as something is wrapped by it. */
    Map<String, Kek> also();
  }

  /** A key-encryption key. Every role needs it: operators seal city nodes' secrets. */
  interface Kek {
    /** Where it is. */
    @WithDefault("file")
    KekProvider kek();

    /** Of {@link KekProvider#FILE}: 32 bytes, mode 0600. */
    Optional<Path> kekFile();

    /** Of {@link KekProvider#TRANSIT}. */
    Optional<Transit> transit();

    /** Of {@link KekProvider#PKCS11}. */
    Optional<Pkcs11> pkcs11();

    /** Of {@link KekProvider#AWS_KMS}. */
    Optional<CloudKeysConfig.AwsKms> awsKms();

    /** Of {@link KekProvider#GOOGLE_KMS}. */
    Optional<CloudKeysConfig.GoogleKms> googleKms();

    /** Of {@link KekProvider#AZURE_KEY_VAULT}. */
    Optional<CloudKeysConfig.AzureKeyVault> azureKeyVault();

    /** Of {@link KekProvider#ALIBABA_KMS}. */
    Optional<CloudKeysConfig.AlibabaKms> alibabaKms();
  }

  /** Where a key-encryption key is. */
  enum KekProvider {
    /** In a file. */
    FILE,
    /** In the transit engine of OpenBao or HashiCorp Vault. */
    TRANSIT,
    /** In a PKCS#11 module. */
    PKCS11,
    /** In AWS KMS. */
    AWS_KMS,
    /** In Google Cloud KMS. */
    GOOGLE_KMS,
    /** In an Azure Key Vault. */
    AZURE_KEY_VAULT,
    /** In Alibaba Cloud KMS. */
    ALIBABA_KMS
  }

  /**
   * A transit engine. One of token file, AppRole and Kubernetes role says how to sign in. Nothing
   * here has a default: that would make an engine of none.
   */
  interface Transit {
    /** {@code https://bao.example:8200}; without TLS on 127.0.0.1 only. */
    URI address();

    /** Of the engine; {@code transit} if absent. */
    Optional<String> mount();

    /** The key's name. */
    String key();

    /** Where the server has namespaces. */
    Optional<String> namespace();

    /** PEM file of the authorities that its certificate is checked by; Java's own if absent. */
    Optional<Path> caFile();

    /** A file with a token, which an agent may renew. */
    Optional<Path> tokenFile();

    /** AppRole: the role's id. */
    Optional<String> roleId();

    /** AppRole: the file of its secret. */
    Optional<Path> secretIdFile();

    /** Kubernetes: the role. */
    Optional<String> kubernetesRole();

    /** Kubernetes: the service account's token; where the kubelet keeps it if absent. */
    Optional<Path> kubernetesTokenFile();

    /** Where the method to sign in is mounted; {@code approle} or {@code kubernetes} if absent. */
    Optional<String> authMount();

    /** How long a call may take; 5 s if absent. */
    Optional<Duration> timeout();

    /** What it is called beside what it wrapped; mount and key if absent. Never changed. */
    Optional<String> name();
  }

  /** A PKCS#11 module. */
  interface Pkcs11 {
    /** The vendor's library, with its whole path. */
    Path library();

    /** The token's slot id. */
    long slot();

    /** The label of its AES key of 256 bits. */
    String key();

    /** The file of the user's PIN. */
    Path pinFile();

    /** What it is called beside what it wrapped; the label if absent. Never changed. */
    Optional<String> name();
  }

  /** The local journal: audit and meter entries, before they are in the database. */
  interface Journal {
    /** Its directory; it must outlive the process. */
    Path directory();
  }

  /** The data plane. */
  interface Gateway {
    @WithDefault("127.0.0.1")
    String host();

    @WithDefault("8090")
    int port();

    /** Its address as applications see it, without a path; if absent, http, host and port. */
    Optional<URI> url();

    /**
     * Its address as the portal's process reaches it to read ledgers for pages, without a path; if
     * absent, http, host and port.
     */
    Optional<URI> insideUrl();

    /** Where ledgers' own gRPC is passed on; nowhere if absent. */
    Optional<Grpc> grpc();

    /**
     * That listener's address as applications see it: https, host and port. Connection profiles
     * name it; they name none if absent.
     */
    Optional<URI> grpcUrl();

    /** By whom applications trust it: a file of certificates, PEM, for connection profiles. */
    Optional<Path> grpcAuthority();
  }

  /** A listener for gRPC, by TLS with the applications' certificates; on the gateway's host. */
  interface Grpc {
    int port();

    /** What it shows, with its chain: a file, PEM. Read anew when it changes. */
    Path certificate();

    /** Its key: a file, PKCS#8 in PEM. */
    Path key();
  }

  /** Where tenants may have events told to: by https to the public internet, and besides: */
  interface Webhooks {
    /** Whether http is taken, too. For trials only. */
    @WithDefault("false")
    boolean plainHttp();

    /**
     * Addresses that may be reached though they aren't of the public internet: {@code 10.0.0.7}, or
     * of one port {@code 127.0.0.1:8443}. Any tenant may have calls sent there.
     */
    Optional<List<String>> allowed();
  }

  /** The reconciler. */
  interface Reconciler {
    /** How many networks are worked on at once. */
    @WithDefault("8")
    int threads();

    /**
     * How often a process says that its work goes on. Work whose process is unheard for four to six
     * of them is taken over.
     */
    @WithDefault("4S")
    Duration heartbeat();
  }

  /** Cloud adapters that come as jars. */
  interface Plugins {
    /** The directory of the jars and their signatures; it needn't be there. */
    @WithDefault("${RIDGEWAY_HOME:${user.home}/.ridgeway}/plugins")
    Path directory();

    /** What is trusted; {@code trusted.yaml} in the directory if absent. */
    Optional<Path> trusted();

    /** How long any call of a plugin may take before it is cut off. */
    @WithDefault("60S")
    Duration deadline();
  }

  /** The identity provider's administration. */
  interface Keycloak {
    /** Keycloak's address, without the realm. */
    URI url();

    @WithDefault("ridgeway")
    String realm();

    /** The service client, with the right to manage organisations. */
    @WithDefault("ridgeway-service")
    String clientId();

    /** Its secret. Only {@link Role#RECONCILER} calls Keycloak as a service. */
    Optional<String> clientSecret();

    /** Whether an e-mail address that the realm hasn't verified counts as none. */
    @WithDefault("false")
    boolean verifiedEmailOnly();
  }

  /** Prices and bills. */
  interface Billing {
    /** Price books, as files; the ones in the jar if there are none. */
    Optional<List<Path>> priceBooks();

    /** The cost book, as a file; the one in the jar if there is none. */
    Optional<Path> costBook();

    @WithDefault("Ridgeway operator")
    String sellerName();

    /** Lines as they are printed. */
    Optional<List<String>> sellerAddress();

    Optional<String> sellerTaxNumber();

    /** How many days after the day of issue an invoice may be paid, 0 to 365. */
    @WithDefault("30")
    int paymentDays();

    /**
     * How much a tenant may owe that has no limit of its own: amounts such as {@code 30000 USD}, at
     * most one for each currency. A first order passes, however large; in a currency that isn't
     * here it is the only one that is owed at a time.
     */
    @WithDefault("200000 CNY,30000 USD")
    List<String> creditLimits();
  }

  /** The local city node. */
  interface Local {
    /** Where it keeps its nodes' files; without it there is no local city node. */
    Optional<Path> directory();

    /** What it may run: a {@code software.yaml}. */
    Optional<Path> software();

    @WithDefault("500")
    int maxTps();

    /**
     * Whether one tenant alone is served here, who trusts its own code with this machine: then jars
     * that it uploads as contracts are run. For development only.
     */
    @WithDefault("false")
    boolean singleTenant();

    /** More for its adapter, by its schema: what it may give of the machine, its addresses. */
    Map<String, String> configuration();
  }

  /** Backups of nodes. */
  interface Backups {
    /**
     * The directory in which they are kept, encrypted; every process in the role {@link
     * Role#RECONCILER} must see the same. Without it no backups are taken.
     */
    Optional<Path> directory();

    /** For how long each is kept. */
    @WithDefault("30D")
    Duration keep();

    /** How many a network has at once. */
    @WithDefault("10")
    int perNetwork();

    /** How many MiB a network's have together. */
    @WithDefault("51200")
    long mibPerNetwork();
  }

  /** A city node to register. */
  interface Place {
    /** The city, in English. */
    String city();

    /** ISO 3166-1 alpha-2. */
    String country();

    /** Whose law its data is under; the country's if absent. */
    Optional<String> jurisdiction();

    String provider();

    /** The adapter that reaches it. */
    String adapter();

    @WithDefault("500")
    int maxTps();

    /** For the adapter, by its schema. */
    Map<String, String> configuration();
  }
}
