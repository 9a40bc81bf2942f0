package io.ridgeway.adapter.kubernetes.clouds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import io.ridgeway.adapter.kubernetes.KubernetesCloudAdapterProvider;
import io.ridgeway.adapter.kubernetes.clouds.Cloud.SignInKind;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The Kubernetes adapter, under a provider's name, with its usual settings and its way to sign in:
 * the cluster's address and certificate are settings, the bearer token is made anew before it ends.
 */
abstract class ClustersAdapterProvider implements CloudAdapterProvider {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String SERVER = "server";
  private static final String CERTIFICATE = "caCertificate";

  private final Cloud cloud;
  private final CloudAdapterProvider kubernetes;
  private final Clock clock;

  ClustersAdapterProvider(String name) {
    this(Cloud.named(name), new KubernetesCloudAdapterProvider(), Clock.systemUTC());
  }

  ClustersAdapterProvider(Cloud cloud, CloudAdapterProvider kubernetes, Clock clock) {
    this.cloud = cloud;
    this.kubernetes = kubernetes;
    this.clock = clock;
  }

  @Override
  public String name() {
    return cloud.name();
  }

  @Override
  public String description() {
    return cloud.description();
  }

  @Override
  public String configurationSchema() {
    try {
      ObjectNode schema = (ObjectNode) JSON.readTree(kubernetes.configurationSchema());
      schema.put("title", cloud.title());
      schema.put("description", String.join(" ", cloud.notes()));
      ObjectNode properties = schema.withObject("/properties");
      cloud.defaults().forEach((key, value) -> property(properties, key).put("default", value));
      if (cloud.signIn() != SignInKind.KUBECONFIG) {
        properties.remove(Set.of("kubeconfig", "token", "inCluster", "allowExec"));
        ArrayNode required = schema.withArray("/required");
        SignInProperties.of(cloud.signIn())
            .forEach(
                p -> {
                  properties.set(p.name(), p.schema(JSON));
                  if (p.required() && !p.secret()) {
                    required.add(p.name());
                  }
                });
      }
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the Kubernetes adapter's schema can't be read", e);
    }
  }

  private static ObjectNode property(ObjectNode properties, String key) {
    if (!properties.has(key)) {
      throw new IllegalStateException("the Kubernetes adapter has no setting " + key);
    }
    return (ObjectNode) properties.get(key);
  }

  @Override
  public CloudAdapter open(AdapterContext context) {
    Map<String, String> settings = new TreeMap<>(cloud.settings(context.configuration()));
    if (cloud.signIn() == SignInKind.KUBECONFIG) {
      return kubernetes.open(
          new AdapterContext(
              context.cityNode(), settings, context.credentials(), context.changed()));
    }
    CredentialSource secrets = new CredentialSource(context.cityNode(), context.credentials());
    List<String> names =
        SignInProperties.of(cloud.signIn()).stream()
            .filter(SignInProperties.Property::secret)
            .map(SignInProperties.Property::name)
            .toList();
    KeptToken token =
        new KeptToken(signIn(Map.copyOf(settings), secrets), () -> secrets.digest(names), clock);
    String kubeconfig =
        kubeconfig(Settings.required(settings, SERVER), Settings.required(settings, CERTIFICATE));
    SignInProperties.of(cloud.signIn()).forEach(p -> settings.remove(p.name()));
    return kubernetes.open(
        new AdapterContext(
            context.cityNode(),
            settings,
            property ->
                switch (property) {
                  case "kubeconfig" -> Optional.of(kubeconfig);
                  case "token" -> Optional.of(token.value());
                  default -> Optional.empty();
                },
            context.changed()));
  }

  private SignIn signIn(Map<String, String> settings, CredentialSource secrets) {
    return switch (cloud.signIn()) {
      case EKS -> new EksSignIn(settings, secrets, clock);
      case AKS -> new AksSignIn(settings, secrets);
      case GKE -> new GkeSignIn(secrets);
      case KUBECONFIG -> throw new IllegalStateException("a kubeconfig needs no sign-in");
    };
  }

  /** Without a user: who calls is said by the token alone. */
  private static String kubeconfig(String server, String certificate) {
    ObjectNode root = JSON.createObjectNode();
    root.put("current-context", "c");
    ObjectNode cluster = JSON.createObjectNode();
    cluster.put("server", server).put("certificate-authority-data", certificate);
    root.withArray("clusters").addObject().put("name", "c").set("cluster", cluster);
    root.withArray("users").addObject().put("name", "u").set("user", JSON.createObjectNode());
    ObjectNode pair = JSON.createObjectNode().put("cluster", "c").put("user", "u");
    root.withArray("contexts").addObject().put("name", "c").set("context", pair);
    return root.toString();
  }
}
