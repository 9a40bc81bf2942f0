package io.ridgeway.examples.processes;

import io.ridgeway.adapter.AdapterException;
import io.ridgeway.model.deploy.Software;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the operator configured, by the provider's schema. */
record Settings(Path directory, Map<Software, Path> programs, String addresses, boolean udp) {

  static Settings of(Map<String, String> given) {
    Map<Software, Path> programs = new LinkedHashMap<>();
    for (String program : given.getOrDefault("programs", "").split(",")) {
      String[] words = program.strip().split(" ", 3);
      if (words.length != 3) {
        throw new AdapterException.Undeclared(
            "\"programs\" must be NAME VERSION /PATH, separated by commas; correct it.");
      }
      programs.put(new Software(words[0], words[1]), Path.of(words[2]));
    }
    return new Settings(
        Path.of(given.getOrDefault("directory", "")),
        Map.copyOf(programs),
        given.getOrDefault("addresses", "127.88"),
        Boolean.parseBoolean(given.getOrDefault("udp", "true")));
  }

  Path program(Software software) {
    Path path = programs.get(software);
    if (path == null || !Files.isExecutable(path)) {
      throw new AdapterException.SoftwareUnavailable(
          software + " can't run here; name its program in \"programs\".");
    }
    return path;
  }
}
