package io.ridgeway.reconciler.city;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ridgeway.engine.catalogue.AdapterOffer.Property;
import io.ridgeway.model.problem.Violation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationSchemaTest {
  private final ConfigurationSchema schema =
      new ConfigurationSchema(
          """
          {"type": "object", "additionalProperties": false, "required": ["kubeconfig", "region"],
           "properties": {
             "kubeconfig": {"type": "string", "title": "Kubeconfig", "writeOnly": true,
               "maxLength": 65536, "pattern": "^apiVersion", "description": "As kubectl reads it."},
             "region": {"type": "string", "pattern": "^[a-z-]+$"},
             "exposure": {"type": "string", "enum": ["node-port", "load-balancer"],
               "default": "node-port"}}}
          """);

  @Test
  void aFormIsToldWhatItNeedsInTheSchemasOrder() {
    assertThat(schema.properties())
        .containsExactly(
            new Property(
                "kubeconfig",
                "Kubeconfig",
                "As kubectl reads it.",
                true,
                true,
                true,
                List.of(),
                ""),
            new Property("region", "region", "", true, false, false, List.of(), ""),
            new Property(
                "exposure",
                "exposure",
                "",
                false,
                false,
                false,
                List.of("node-port", "load-balancer"),
                "node-port"));
  }

  @Test
  void eachObjectionNamesItsSettingAndSaysWhatIsAskedFor() {
    assertThat(schema.check(Map.of("region", "A B", "exposure", "other", "colour", "red")))
        .containsExactlyInAnyOrder(
            new Violation(
                "configuration.kubeconfig", "kubeconfig is missing. As kubectl reads it."),
            new Violation(
                "configuration.region", "region does not match the regex pattern ^[a-z-]+$."),
            new Violation(
                "configuration.exposure",
                "exposure does not have a value in the enumeration"
                    + " [\"node-port\", \"load-balancer\"]."),
            new Violation(
                "configuration.colour",
                "There is no setting of that name; there are: kubeconfig, region, exposure."));
    assertThat(schema.check(Map.of("kubeconfig", "apiVersion: v1", "region", "eu"))).isEmpty();
  }

  @Test
  void nothingOfASecretIsSaid() {
    assertThat(schema.check(Map.of("kubeconfig", "recognisable", "region", "eu")).toString())
        .contains("is not of the form")
        .doesNotContain("recognisable");
  }

  @Test
  void whatIsNoSchemaIsRefused() {
    assertThatThrownBy(() -> new ConfigurationSchema("{"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
