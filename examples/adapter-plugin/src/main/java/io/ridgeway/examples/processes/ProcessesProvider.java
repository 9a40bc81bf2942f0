package io.ridgeway.examples.processes;

import io.ridgeway.adapter.AdapterContext;
import io.ridgeway.adapter.CloudAdapter;
import io.ridgeway.adapter.CloudAdapterProvider;
import java.time.Clock;

/** Opens city nodes that are a directory of this machine, whose workloads are its processes. */
public final class ProcessesProvider implements CloudAdapterProvider {
  @Override
  public String name() {
    return "example-processes";
  }

  @Override
  public String description() {
    return "An example for authors of adapters: processes of this machine, without isolation";
  }

  @Override
  public String configurationSchema() {
    return """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Processes of this machine",
          "type": "object",
          "additionalProperties": false,
          "required": ["directory", "programs"],
          "properties": {
            "directory": {
              "type": "string",
              "pattern": "^/",
              "description": "Where everything of this city node is kept."
            },
            "programs": {
              "type": "string",
              "description": "What can run here: NAME VERSION /PATH, separated by commas."
            },
            "addresses": {
              "type": "string",
              "pattern": "^127\\\\.[0-9]{1,3}$",
              "default": "127.88",
              "description": "The first half of the addresses that nodes get."
            },
            "udp": {
              "type": "string",
              "enum": ["true", "false"],
              "default": "true",
              "description": "Whether nodes may have UDP."
            }
          }
        }
        """;
  }

  @Override
  public CloudAdapter open(AdapterContext context) {
    Settings settings = Settings.of(context.configuration());
    return new ProcessesAdapter(context, settings, Clock.systemUTC());
  }
}
