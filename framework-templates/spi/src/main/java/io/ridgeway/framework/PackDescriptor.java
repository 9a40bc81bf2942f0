package io.ridgeway.framework;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Tier;
import java.util.List;
import java.util.Set;

/**
 * What the catalogue shows of a pack.
 *
 * @param name {@code ethereum}
 * @param title {@code Ethereum (QBFT)}
 * @param description one or two sentences
 * @param versions best first
 * @param tiers what can be ordered
 * @param roles the roles of nodes, in the order of a form
 * @param parametersSchema JSON Schema (2020-12) of the parameters, every property with title,
 *     description and, where it has a fixed one, default
 * @param software what its networks can run on, best first
 */
public record PackDescriptor(
    String name,
    String title,
    String description,
    List<String> versions,
    Set<Tier> tiers,
    List<Role> roles,
    String parametersSchema,
    List<Software> software) {
  public PackDescriptor {
    versions = List.copyOf(versions);
    tiers = Set.copyOf(tiers);
    roles = List.copyOf(roles);
    software = List.copyOf(software);
  }

  /**
   * A role of nodes.
   *
   * @param allowed the counts that can be ordered, ascending
   * @param usual the count that a form starts with; one of them
   * @param reason why just these counts, one sentence
   */
  public record Role(String name, String title, List<Integer> allowed, int usual, String reason) {
    public Role {
      allowed = List.copyOf(allowed);
    }
  }
}
