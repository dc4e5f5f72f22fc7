package io.shidao.testkit.region;

/**
 * Somebody of the region, invented.
 *
 * @param number tells people apart, from 0
 * @param name for people to read
 * @param idNumber valid by GB 11643, of nobody
 * @param face seed of the face
 * @param consents agreed to face verification; others have no photo
 */
public record Person(int number, String name, String idNumber, long face, boolean consents) {}
