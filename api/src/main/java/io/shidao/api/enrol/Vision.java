package io.shidao.api.enrol;

import io.shidao.kernel.face.FaceAligner;
import io.shidao.kernel.face.FaceDetector;
import io.shidao.kernel.face.FaceEmbedder;
import io.shidao.kernel.face.PictureDecoder;
import io.shidao.kernel.face.PictureEncoder;

/** What enrolment sees with. */
public record Vision(
        PictureDecoder decoder,
        FaceDetector detector,
        FaceAligner aligner,
        FaceEmbedder embedder,
        PictureEncoder encoder) {}
