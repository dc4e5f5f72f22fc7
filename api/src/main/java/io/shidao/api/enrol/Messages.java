package io.shidao.api.enrol;

import io.shidao.api.enrol.ReferenceStore.Likeness;
import io.shidao.kernel.media.BadPictureException;
import io.shidao.proto.api.v1.Enrolment;
import io.shidao.proto.api.v1.EnrolmentProblem;
import io.shidao.proto.api.v1.EnrolmentProblem.Code;
import io.shidao.proto.api.v1.EnrolmentState;
import io.shidao.proto.api.v1.LookalikeKind;
import java.util.Locale;

/** Everything that can be wrong with a photo: what was found and what to do, in English and Chinese. */
final class Messages {
    private Messages() {}

    static EnrolmentProblem noConsent() {
        return problem(
                Code.CODE_NO_CONSENT,
                "The person has not agreed to face verification. Do not photograph; attendance is verified by signature"
                        + " of teacher and supervisor instead.",
                "本人未同意人脸核验。请勿拍照；考勤改由教师和监管员签字确认。");
    }

    static EnrolmentProblem unreadable(BadPictureException.Reason reason) {
        return switch (reason) {
            case EMPTY -> unreadable("The file is empty. Choose the photo again.", "文件为空，请重新选择照片。");
            case TOO_MANY_BYTES ->
                unreadable("The file is too large. Save the photo smaller, as JPEG.", "文件过大，请将照片缩小后另存为JPEG。");
            case UNKNOWN_FORMAT ->
                unreadable(
                        "The file is neither JPEG, PNG nor WebP. Save the photo as JPEG.",
                        "文件不是JPEG、PNG或WebP格式，请另存为JPEG。");
            case TRUNCATED ->
                unreadable("The photo is incomplete. Copy it from the camera or phone again.", "照片不完整，请从相机或手机重新拷贝。");
            case TOO_MANY_PIXELS -> unreadable("The photo has too many pixels. Save it smaller.", "照片像素过大，请缩小后再上传。");
            case TRAILING_DATA ->
                unreadable(
                        "There is other data behind the photo in the file. Save the photo again as JPEG.",
                        "照片文件末尾含有其他数据，请重新另存为JPEG。");
            case UNDECODABLE, DAMAGED -> unreadable("The photo is damaged. Take or copy it again.", "照片已损坏，请重新拍摄或拷贝。");
        };
    }

    static EnrolmentProblem noFace() {
        return problem(
                Code.CODE_NO_FACE,
                "No face was found. Photograph the person from the front, bare-headed, face filling half of the picture.",
                "未检测到人脸。请正面、免冠拍摄，面部约占画面一半。");
    }

    static EnrolmentProblem notAFace() {
        return problem(
                Code.CODE_NOT_A_FACE,
                "What was found is hardly a human face (a drawing, a toy, a mask or heavily covered). Photograph the person.",
                "检测到的图像不像真人面部（可能是图画、玩偶、口罩或遮挡严重）。请拍摄本人。");
    }

    static EnrolmentProblem unnaturalColour() {
        return problem(
                Code.CODE_NOT_A_FACE,
                "The colours are not those of a face (a toy, a drawing, a filter or coloured light). Photograph the person"
                        + " in daylight or white light.",
                "颜色不像真人面部（可能是玩偶、图画、滤镜或彩色灯光）。请在日光或白光下拍摄本人。");
    }

    static EnrolmentProblem severalFaces(int faces) {
        return problem(
                Code.CODE_SEVERAL_FACES,
                "There are " + faces + " faces of similar size. Photograph the person alone.",
                "照片中有" + faces + "张大小相近的人脸，请单独拍摄本人。");
    }

    static EnrolmentProblem tooSmall(float height, int least) {
        return problem(
                Code.CODE_TOO_SMALL,
                String.format(
                        Locale.ROOT,
                        "The face is %.0f pixels high; at least %d are needed. Go closer, or use a larger photo.",
                        height,
                        least),
                String.format(Locale.ROOT, "人脸高%.0f像素，至少需要%d像素。请靠近拍摄或使用更大的照片。", height, least));
    }

    static EnrolmentProblem blurred(float sharpness, double least) {
        return problem(
                Code.CODE_BLURRED,
                String.format(
                        Locale.ROOT,
                        "The face is blurred (sharpness %.0f, at least %.0f). Hold the camera still and focus on the face.",
                        sharpness,
                        least),
                String.format(Locale.ROOT, "人脸模糊（清晰度%.0f，至少%.0f）。请保持稳定并对焦面部。", sharpness, least));
    }

    static EnrolmentProblem tooDark() {
        return problem(
                Code.CODE_TOO_DARK,
                "The face is too dark. Turn it to the light, with no window behind the person.",
                "面部过暗。请面向光源，避免背对窗户。");
    }

    static EnrolmentProblem tooBright() {
        return problem(
                Code.CODE_TOO_BRIGHT, "The face is too bright. Avoid flash and direct sun.", "面部过亮。请避免闪光灯和阳光直射。");
    }

    static EnrolmentProblem turnedAway(float yaw, float pitch) {
        return problem(
                Code.CODE_TURNED_AWAY,
                String.format(
                        Locale.ROOT,
                        "The face is turned away (%.0f° sideways, %.0f° up or down). Look straight into the camera.",
                        yaw,
                        pitch),
                String.format(Locale.ROOT, "面部偏转（左右%.0f°，上下%.0f°）。请正视镜头。", yaw, pitch));
    }

    static EnrolmentProblem unlikeEarlier() {
        return problem(
                Code.CODE_UNLIKE_EARLIER,
                "The person's earlier photos show another face. Check whose photo this is, and whose the earlier ones are.",
                "与本人此前照片不是同一张脸。请核对本照片及此前照片是否为本人。");
    }

    static EnrolmentProblem alike(Likeness likeness) {
        return likeness.kind() == LookalikeKind.LOOKALIKE_KIND_DUPLICATE
                ? duplicate(likeness.name())
                : inseparable(likeness.name());
    }

    private static EnrolmentProblem duplicate(String name) {
        return problem(
                Code.CODE_DUPLICATE,
                "This face is enrolled as " + name
                        + " as well. Check both identities. Until a supervisor has resolved it, a person verifies the two"
                        + " wherever both are on a roster.",
                "该人脸已以“" + name + "”登记。请核对两人身份。监管员处理之前，两人同在名册的课次由人工核验。");
    }

    private static EnrolmentProblem inseparable(String name) {
        return problem(
                Code.CODE_INSEPARABLE,
                "This face is so like that of " + name
                        + " that a camera may take one for the other (siblings, twins). Where both are on a roster, a"
                        + " person verifies the two.",
                "该人脸与“" + name + "”非常相似，摄像机可能无法区分（如兄弟姐妹、双胞胎）。两人同在名册的课次由人工核验。");
    }

    static EnrolmentProblem samePhoto() {
        return problem(
                Code.CODE_SAME_PHOTO,
                "The person has this photo already; it does not count again. Take another photo on another day.",
                "本人已登记过这张照片，不重复计数。请改天重新拍摄一张。");
    }

    static EnrolmentProblem poorWhenSmall() {
        return problem(
                Code.CODE_POOR_WHEN_SMALL,
                "Reduced to the size of a face in a classroom, the face is no longer like itself (something covers it, or it"
                        + " is hardly a face). Photograph the person from the front, with nothing before the face.",
                "缩小到课堂画面中人脸的大小后，该照片已无法识别（面部可能被遮挡或不完整）。请正面拍摄，面部不要有遮挡。");
    }

    /** The answer with the person's state and what to do next. */
    static Enrolment withNext(Enrolment enrolment, boolean consent) {
        EnrolmentState state = EnrolmentStates.of(enrolment.getReferences());
        var told = enrolment.toBuilder().setState(state);
        if (consent && state == EnrolmentState.ENROLMENT_STATE_NONE) {
            told.setNextEn("No photo of the person is enrolled yet. Two are asked for, from different days.")
                    .setNextZh("本人尚未登记照片。需要两张不同日期拍摄的照片。");
        } else if (consent && state == EnrolmentState.ENROLMENT_STATE_ONE_PHOTO) {
            told.setNextEn("One photo is enrolled. Please enrol a second one, taken on another day and in other light:"
                            + " with two, the person is far less often taken for somebody else.")
                    .setNextZh("已登记1张照片。请再登记一张改天、在不同光线下拍摄的照片：有两张照片时误判会少得多。");
        }
        return told.build();
    }

    private static EnrolmentProblem unreadable(String english, String chinese) {
        return problem(Code.CODE_UNREADABLE, english, chinese);
    }

    private static EnrolmentProblem problem(Code code, String english, String chinese) {
        return EnrolmentProblem.newBuilder()
                .setCode(code)
                .setMessageEn(english)
                .setMessageZh(chinese)
                .build();
    }
}
