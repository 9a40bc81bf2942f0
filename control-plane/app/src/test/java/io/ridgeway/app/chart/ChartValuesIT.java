package io.ridgeway.app.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that the chart refuses, each by name, before anything reaches a cluster. */
class ChartValuesIT {
  /** Maps whose keys are the operator's own. */
  private static final Set<String> FREE =
      Set.of(
          "nodeSelector",
          "cityNodes",
          "config",
          "keys.identity.serviceAccountAnnotations",
          "keys.identity.podLabels",
          "postgresql.parameters",
          "monitoring.serviceMonitor.labels",
          "monitoring.rules.labels",
          "monitoring.dashboards.labels");

  @Test
  void refusesAnUnknownKeyWhereverItStands() throws IOException {
    // Given
    Set<String> objects = new TreeSet<>();
    collect("", new YAMLMapper().readTree(Helm.CHART.resolve("values.yaml").toFile()), objects);

    // Then
    assertThat(objects)
        .contains("", "roles.gateway.journal", "image", "migration.resources.limits");
    assertThat(objects)
        .allSatisfy(
            object -> {
              String key = object.isEmpty() ? "surplus" : object + ".surplus";
              Helm.Ran ran = Helm.template("--set", key + "=1");
              assertThat(ran.status()).as("--set %s=1", key).isNotZero();
              assertThat(ran.output()).contains("'surplus' not allowed");
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          image.tag=latest                                    | /image/tag
          image.digest=sha256:short                           | /image/digest
          image.pullPolicy=Sometimes                          | /image/pullPolicy
          image.repository=                                   | /image/repository
          roles.portal.replicas=-1                            | /roles/portal/replicas
          roles.portal.replicas=two                           | /roles/portal/replicas
          roles.portal.resources.limits.memory=1GB            | /roles/portal/resources/limits/memory
          roles.gateway.journal.size=2                        | /roles/gateway/journal/size
          roles.reconciler.threads=0                          | /roles/reconciler/threads
          roles.reconciler.clusterAccess.enabled=yes-please   | /roles/reconciler/clusterAccess/enabled
          roles.gateway.autoscaling.maxReplicas=0             | /roles/gateway/autoscaling/maxReplicas
          roles.gateway.grpc.enabled=true                     | /roles/gateway/grpc/existingSecret
          roles.gateway.grpc.port=8090                        | /roles/gateway/grpc/port
          roles.gateway.grpc.url=gateway.example.org:7443     | /roles/gateway/grpc/url
          roles.gateway.grpc.url=https://gateway.example.org  | /roles/gateway/grpc/url
          postgresql.port=0                                   | /postgresql/port
          postgresql.host=postgresql:5432                     | /postgresql/host
          postgresql.existingSecret=                          | /postgresql/existingSecret
          postgresql.parameters.password=in-the-clear         | invalid propertyName 'password'
          keycloak.url=keycloak.example.org                   | /keycloak/url
          keycloak.realm=a/b                                  | /keycloak/realm
          keys.existingSecret=Not_A_Name                      | /keys/existingSecret
          keys.identity.podLabels.app\\.kubernetes\\.io/name=x   | invalid propertyName 'app.kubernetes.io/name'
          networkPolicy.keysPorts[0]=0                        | /networkPolicy/keysPorts
          keys.existingSecret=                                | keys.existingSecret is empty: say with config
          config.quarkus\\.datasource\\.password=in-the-clear | invalid propertyName 'quarkus.datasource.password'
          cityNodes.here.city=Z                               | /cityNodes/here
          priceBooks.existingConfigMap=prices                 | /priceBooks
          backups.existingClaim=Not_A_Name                    | /backups/existingClaim
          verifiedIn=Everywhere                               | /verifiedIn
          gatewayUrl=gateway.example.org                      | /gatewayUrl
          monitoring.serviceMonitor.interval=often            | /monitoring/serviceMonitor/interval
          networkPolicy.portalFrom[0].anyone=true             | /networkPolicy/portalFrom
          """)
  void refusesAWrongValueAndSaysWhere(String value, String where) {
    // When
    Helm.Ran ran = Helm.template("--set", value);

    // Then
    assertThat(ran.status()).as(ran.output()).isNotZero();
    assertThat(ran.output()).contains(where);
  }

  @Test
  void refusesAnOlderKubernetes() {
    // When
    Helm.Ran ran = Helm.template("--kube-version", "1.29.0");

    // Then
    assertThat(ran.status()).isNotZero();
    assertThat(ran.output()).contains("chart requires kubeVersion: >=1.30.0-0");
  }

  private static void collect(String path, JsonNode node, Set<String> into) {
    if (!node.isObject() || FREE.contains(path)) {
      return;
    }
    into.add(path);
    node.fields()
        .forEachRemaining(
            field ->
                collect(
                    path.isEmpty() ? field.getKey() : path + "." + field.getKey(),
                    field.getValue(),
                    into));
  }
}
