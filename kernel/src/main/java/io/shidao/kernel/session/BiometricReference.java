package io.shidao.kernel.session;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.media.Sha256;

/**
 * A template stored for a subject to compare with.
 *
 * @param id of the enrolment sample
 * @param template made from it
 * @param image the enrolment sample's face crop in the blob store
 */
public record BiometricReference(String id, FaceTemplate template, Sha256 image) {}
