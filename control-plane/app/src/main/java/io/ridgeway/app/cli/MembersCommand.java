package io.ridgeway.app.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

@Command(
    name = "members",
    mixinStandardHelpOptions = true,
    description = "Your organisation's members: invite, change their roles, remove.")
final class MembersCommand {
  private static final String[] COLUMNS = {"user", "name", "email", "role", "since"};
  private static final String[] HOLDINGS = {"kind", "name", "network", "since", "state", "end"};
  private static final String MEMBERS = "/v1/members";
  private static final String INVITATIONS = MEMBERS + "/invitations";
  private static final long LONGEST_FILE = 1_024;

  /** What a member may do; each includes those after it. */
  enum Role {
    ADMIN,
    DEVELOPER,
    VIEWER
  }

  @ParentCommand Ridgectl root = new Ridgectl();

  @Command(name = "list", mixinStandardHelpOptions = true, description = "List the members.")
  int list() {
    root.output().print(root.api().get(MEMBERS), COLUMNS);
    return 0;
  }

  @Command(
      name = "invite",
      mixinStandardHelpOptions = true,
      description =
          "Invite an e-mail address; the code is shown this once, for you to hand over. No mail is"
              + " sent.")
  int invite(
      @Parameters(paramLabel = "EMAIL") String email,
      @Option(names = "--role", required = true, description = "admin, developer or viewer.")
          Role role) {
    root.output()
        .print(
            root.api().post(INVITATIONS, Map.of("email", email, "role", role.name())),
            "id",
            "email",
            "role",
            "expiresAt",
            "code");
    return 0;
  }

  @Command(
      name = "invitations",
      mixinStandardHelpOptions = true,
      description = "List the invitations of the last 30 days.")
  int invitations() {
    root.output()
        .print(
            root.api().get(INVITATIONS), "id", "email", "role", "state", "invitedBy", "expiresAt");
    return 0;
  }

  @Command(
      name = "withdraw",
      mixinStandardHelpOptions = true,
      description = "Take an invitation back.")
  int withdraw(@Parameters(paramLabel = "INVITATION") String invitation) {
    root.api().delete(INVITATIONS + "/" + Http.encode(invitation));
    return 0;
  }

  @Command(
      name = "join",
      mixinStandardHelpOptions = true,
      description =
          "Accept an invitation: signed in with an account of the address that was invited.")
  int join(
      @Option(
              names = "--code-file",
              paramLabel = "FILE",
              description = "A file whose first line is the code; asked for without.")
          @Nullable Path file) {
    var joined = root.api().post("/v1/memberships", Map.of("code", code(file)));
    root.session.useTenant(joined.path("tenant").asText());
    root.output().print(joined, "tenant", "role");
    return 0;
  }

  @Command(
      name = "role",
      mixinStandardHelpOptions = true,
      description = "Give a member another role.")
  int role(
      @Parameters(paramLabel = "USER", description = "As members list shows it.") String user,
      @Parameters(paramLabel = "ROLE") Role role) {
    root.output()
        .print(
            root.api()
                .put(MEMBERS + "/" + Http.encode(user) + "/role", Map.of("role", role.name())),
            COLUMNS);
    return 0;
  }

  @Command(
      name = "remove",
      mixinStandardHelpOptions = true,
      description =
          "Remove a member, or leave; API keys that were issued to them are revoked. Lists what"
              + " they could still hold.")
  int remove(@Parameters(paramLabel = "USER") String user) {
    return print(root.api().delete(MEMBERS + "/" + Http.encode(user)));
  }

  @Command(
      name = "holdings",
      mixinStandardHelpOptions = true,
      description =
          "List what a person, also one that went, could hold that opens something of yours, and"
              + " what ends it.")
  int holdings(@Parameters(paramLabel = "USER") String user) {
    return print(root.api().get(MEMBERS + "/" + Http.encode(user) + "/holdings"));
  }

  private int print(JsonNode held) {
    root.output().print(held, HOLDINGS);
    if (!root.output().isJson() && !held.path("complete").asBoolean(true)) {
      root.output()
          .line(
              "(They did so much that the oldest of it wasn't looked through: there may be more.)");
    }
    return 0;
  }

  /** Never an argument, which others on the machine could read. */
  private static String code(@Nullable Path file) {
    if (file != null) {
      try {
        if (Files.size(file) > LONGEST_FILE) {
          throw new Failure(Failure.REFUSED, "The file " + file + " is too long to hold a code.");
        }
        return Files.readString(file, StandardCharsets.US_ASCII).lines().findFirst().orElse("");
      } catch (IOException e) {
        throw new Failure(Failure.REFUSED, "The file " + file + " can't be read as text.");
      }
    }
    Console console = System.console();
    char[] typed = console == null ? null : console.readPassword("Code: ");
    if (typed == null) {
      throw new Failure(
          Failure.REFUSED, "There is no terminal to ask at; name a file with --code-file.");
    }
    return new String(typed);
  }
}
