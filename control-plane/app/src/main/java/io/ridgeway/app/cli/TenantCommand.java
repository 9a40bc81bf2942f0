package io.ridgeway.app.cli;

import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "tenant",
    mixinStandardHelpOptions = true,
    description = "Your organisation and its verification.")
final class TenantCommand {
  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(
      name = "create",
      mixinStandardHelpOptions = true,
      description = "Sign an organisation up; you become its administrator.")
  int create(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--country",
              required = true,
              description = "ISO 3166-1 alpha-2, for example SG.")
          String country) {
    var tenant =
        root.api().post("/v1/tenants", Map.of("name", name, "country", Ridgectl.upper(country)));
    root.session.useTenant(tenant.path("id").asText());
    root.output().print(tenant, "id", "name", "country", "verification");
    return 0;
  }

  @Command(
      name = "use",
      mixinStandardHelpOptions = true,
      description = "Act for this organisation from now on.")
  int use(@Parameters(paramLabel = "ID") String id) {
    root.api().get("/v1/tenants/" + Http.encode(id));
    root.session.useTenant(id);
    return 0;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show an organisation; the one that you act for, if none is named.")
  int show(@Parameters(paramLabel = "ID", arity = "0..1", defaultValue = "") String id) {
    root.output()
        .print(
            root.api().get("/v1/tenants/" + Http.encode(id.isEmpty() ? root.actingFor() : id)),
            "id",
            "name",
            "country",
            "verification");
    return 0;
  }

  @Command(
      name = "verify",
      mixinStandardHelpOptions = true,
      description = "Hand in the real-name file.")
  int verify(
      @Parameters(paramLabel = "ID") String id,
      @Option(names = "--legal-name", required = true) String legalName,
      @Option(names = "--registration-number", required = true) String registrationNumber,
      @Option(names = "--representative", required = true) String representative) {
    var file =
        root.api()
            .post(
                "/v1/tenants/" + Http.encode(id) + "/verification",
                Map.of(
                    "legalName", legalName,
                    "registrationNumber", registrationNumber,
                    "representative", representative));
    root.output().print(file, "legalName", "registrationNumber", "submittedAt");
    return 0;
  }
}
