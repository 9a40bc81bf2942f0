package io.ridgeway.app;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.PrintStream;
import java.util.Map;
import java.util.NoSuchElementException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;

/**
 * Brings the schema to this version and ends: for installations whose other processes run with
 * {@code quarkus.flyway.migrate-at-start=false} and without the owner's password. Reads the
 * application's own settings: {@code quarkus.datasource.jdbc.url} and {@code .username} (the role
 * that is granted what the application needs), {@code quarkus.flyway.username} and {@code
 * .password} (the schema's owner).
 *
 * <p>Two that run at once wait for each other; a schema that is there already is left alone. Exits
 * with 0, or with 1 and a word on standard error.
 */
public final class Migrate {
  private Migrate() {}

  public static void main(String[] arguments) {
    SmallRyeConfig config = new SmallRyeConfigBuilder().addDefaultSources().build();
    System.exit(run(config, System.out, System.err));
  }

  static int run(SmallRyeConfig config, PrintStream out, PrintStream err) {
    try {
      MigrateResult result =
          Flyway.configure()
              .dataSource(
                  config.getValue("quarkus.datasource.jdbc.url", String.class),
                  config.getValue("quarkus.flyway.username", String.class),
                  config.getValue("quarkus.flyway.password", String.class))
              .locations("classpath:db/migration")
              .placeholders(
                  Map.of("appRole", config.getValue("quarkus.datasource.username", String.class)))
              .load()
              .migrate();
      out.println(
          "The schema is at version "
              + (result.targetSchemaVersion == null
                  ? result.initialSchemaVersion
                  : result.targetSchemaVersion)
              + "; migrations applied: "
              + result.migrationsExecuted);
      return 0;
    } catch (FlywayException | NoSuchElementException e) {
      err.println("The schema could not be brought to this version: " + e.getMessage());
      return 1;
    }
  }
}
