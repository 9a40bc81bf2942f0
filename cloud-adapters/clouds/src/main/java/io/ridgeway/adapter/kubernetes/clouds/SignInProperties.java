package io.ridgeway.adapter.kubernetes.clouds;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ridgeway.adapter.kubernetes.clouds.Cloud.SignInKind;
import java.util.ArrayList;
import java.util.List;

/** What the operator is asked for, per way to sign in. */
final class SignInProperties {
  private static final List<Property> CLUSTER =
      List.of(
          setting("server", "Address of the API server, https://…"),
          setting(
              "caCertificate",
              "Certificate of the cluster's authority: PEM in Base64, as consoles and kubeconfigs show it"));

  private SignInProperties() {}

  static List<Property> of(SignInKind kind) {
    List<Property> all = new ArrayList<>(kind == SignInKind.KUBECONFIG ? List.of() : CLUSTER);
    all.addAll(
        switch (kind) {
          case EKS ->
              List.of(
                  setting("clusterName", "Name of the EKS cluster"),
                  setting("region", "AWS region: us-west-1"),
                  secret("accessKeyId", "Access key id of the IAM user or role", true),
                  secret("secretAccessKey", "Secret access key", true),
                  secret("sessionToken", "Session token, for temporary keys only", false));
          case AKS ->
              List.of(
                  setting("entraTenant", "Microsoft Entra tenant id"),
                  setting("clientId", "Application (client) id of the service principal"),
                  new Property(
                      "authorityHost", "Entra's address, for national clouds", false, false),
                  secret("clientSecret", "Client secret of the service principal", true));
          case GKE -> List.of(secret("serviceAccountKey", "JSON key of the service account", true));
          case KUBECONFIG -> List.of();
        });
    return all;
  }

  private static Property setting(String name, String description) {
    return new Property(name, description, true, false);
  }

  private static Property secret(String name, String description, boolean required) {
    return new Property(name, description, required, true);
  }

  /** One thing to ask for. */
  record Property(String name, String description, boolean required, boolean secret) {
    ObjectNode schema(ObjectMapper json) {
      ObjectNode schema = json.createObjectNode();
      schema.put("type", "string").put("description", description);
      if (secret) {
        schema.put("writeOnly", true);
      }
      return schema;
    }
  }
}
