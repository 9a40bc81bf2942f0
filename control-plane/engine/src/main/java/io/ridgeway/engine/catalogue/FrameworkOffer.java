package io.ridgeway.engine.catalogue;

import io.ridgeway.model.deploy.Software;
import io.ridgeway.model.network.Tier;
import io.ridgeway.model.place.CityNodeId;
import java.util.List;
import java.util.Set;

/**
 * A framework as the catalogue shows it.
 *
 * @param parametersSchema JSON Schema (2020-12) of the parameters
 * @param software what its networks can run on, best first: each is the programs that a city node
 *     must have all of
 * @param cityNodes where it can be ordered now: priced, active, heard, and with its software
 */
public record FrameworkOffer(
    String name,
    String title,
    String description,
    List<String> versions,
    Set<Tier> tiers,
    List<Role> roles,
    String parametersSchema,
    List<Set<Software>> software,
    List<CityNodeId> cityNodes) {

  /**
   * A role of nodes.
   *
   * @param allowed the counts that can be ordered
   * @param usual what a form starts with
   * @param reason why just these counts
   */
  public record Role(String name, String title, List<Integer> allowed, int usual, String reason) {}

  FrameworkOffer at(List<CityNodeId> places) {
    return new FrameworkOffer(
        name, title, description, versions, tiers, roles, parametersSchema, software, places);
  }
}
