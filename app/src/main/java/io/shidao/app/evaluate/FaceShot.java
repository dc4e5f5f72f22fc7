package io.shidao.app.evaluate;

import io.shidao.kernel.face.FaceTemplate;
import io.shidao.kernel.face.SampleQuality;

/**
 * One face as the pipeline sees it.
 *
 * @param person index into the folder's people
 * @param clip index into the person's clips
 * @param frame index into the clip's frames
 */
record FaceShot(int person, int clip, int frame, FaceTemplate template, SampleQuality quality) {}
