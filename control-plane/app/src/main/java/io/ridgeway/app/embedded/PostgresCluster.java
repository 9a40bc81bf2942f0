package io.ridgeway.app.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** The data directory of the embedded PostgreSQL and the programs that make, start and stop it. */
final class PostgresCluster {
  private static final String SETTINGS = "ridgeway.conf";

  private final Path home;
  private final Path data;
  private final Path programs;
  private final Path log;

  PostgresCluster(Home home, Path programs) {
    this.home = home.root();
    this.data = home.postgres();
    this.programs = programs;
    this.log = PrivateFiles.directory(home.logs()).resolve("postgresql.log");
  }

  Path log() {
    return log;
  }

  boolean exists() {
    return Files.exists(data.resolve("PG_VERSION"));
  }

  /** Makes the data directory, whole or not at all. */
  void create(String superuserPassword) {
    Path next = data.resolveSibling("." + data.getFileName() + ".new");
    Path password = data.resolveSibling(".postgres.password");
    try {
      PrivateFiles.deleteTree(next);
      PrivateFiles.write(password, superuserPassword + "\n");
      run(
          List.of(
              program("initdb"),
              "--pgdata=" + next,
              "--username=" + EmbeddedPostgres.SUPERUSER,
              "--pwfile=" + password,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              // Sorts the same on every machine, whatever locales it has.
              "--locale-provider=builtin",
              "--builtin-locale=C.UTF-8",
              "--locale=C"));
      Files.writeString(
          next.resolve("postgresql.conf"),
          "\ninclude '" + SETTINGS + "'\n",
          StandardOpenOption.APPEND);
      Files.move(next, data);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make PostgreSQL's data directory " + data, e);
    } finally {
      delete(password);
    }
  }

  /** Writes our settings, which come after PostgreSQL's own and so win. */
  void configure(int port) {
    PrivateFiles.write(
        data.resolve(SETTINGS),
        """
        listen_addresses = '127.0.0.1'
        port = %d
        unix_socket_directories = ''
        password_encryption = 'scram-sha-256'
        # A commit that was answered is on the disk.
        fsync = on
        synchronous_commit = on
        full_page_writes = on
        # Small: it shares its machine with the nodes.
        max_connections = 80
        shared_buffers = '64MB'
        effective_cache_size = '256MB'
        work_mem = '4MB'
        maintenance_work_mem = '32MB'
        max_wal_size = '512MB'
        io_method = 'sync'
        autovacuum_max_workers = 2
        jit = off
        timezone = 'UTC'
        log_timezone = 'UTC'
        log_line_prefix = '%%m [%%p] %%u@%%d '
        # Values of a failed statement may be secrets.
        log_parameter_max_length = 0
        log_parameter_max_length_on_error = 0
        """
            .formatted(port));
  }

  /** Runs {@code pg_ctl} on this data directory. */
  void control(String action, String... options) {
    List<String> command = new ArrayList<>(List.of(program("pg_ctl"), action));
    command.addAll(List.of("-D", data.toString(), "-l", log.toString()));
    command.addAll(List.of(options));
    run(command);
  }

  private String program(String name) {
    return programs.resolve("bin").resolve(name).toString();
  }

  // Output goes to a file: the server that pg_ctl leaves behind would hold a pipe open for ever.
  private void run(List<String> command) {
    // In a session of its own, so that a Ctrl-C at the terminal does not end it half way.
    List<String> apart = new ArrayList<>(List.of("setsid", "--wait"));
    apart.addAll(OrdinaryUser.command(command));
    ProcessBuilder builder =
        new ProcessBuilder(apart)
            .directory(home.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // The settings decide, not what the caller's shell happens to have set for another server.
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    String name = Path.of(command.get(0)).getFileName().toString();
    try {
      int exit = builder.start().waitFor();
      if (exit != 0) {
        throw new EmbeddedException(
            name + " of the embedded PostgreSQL failed (" + exit + "): see " + log);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + name, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedException("interrupted while " + name + " ran", e);
    }
  }

  private static void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot delete " + file, e);
    }
  }
}
