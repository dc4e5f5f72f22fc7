package io.shidao.api.people;

/** An export in words. */
final class Summaries {
    private Summaries() {}

    static String english(DataRequestStore.Export of) {
        return """
                What this service holds about %s:
                - Consent to face verification: %s.
                - Face templates: %d (encrypted numbers made from enrolled photos; they are in no export, because they serve \
                to recognise you).
                - Attendance records: %d, with %d pictures of your face taken in sessions.
                - Suspicions that name you: %d; decisions of people about them: %d.
                - Looks at your data by people: %d.
                - Requests of yours: %d.
                Names and faces of other people are left out. The document beside holds each entry.
                """.formatted(
                        of.name(),
                        of.consent().toLowerCase(java.util.Locale.ROOT),
                        of.templates(),
                        of.records(),
                        of.faces(),
                        of.anomalies(),
                        of.decisions(),
                        of.looks(),
                        of.requests());
    }

    static String chinese(DataRequestStore.Export of) {
        return """
                本服务保存的关于%s的信息：
                - 人脸核验同意状态：%s。
                - 人脸模板：%d 个（由登记照片生成并加密的数字；因其可用于识别您，不随导出提供）。
                - 考勤记录：%d 条，其中课中采集的您的人脸图片 %d 张。
                - 涉及您的疑似异常：%d 件；人工处理决定：%d 项。
                - 他人查看您信息的记录：%d 条。
                - 您提出的请求：%d 件。
                其他人的姓名和人脸已略去。逐条内容见随附文件。
                """.formatted(
                        of.name(),
                        switch (of.consent()) {
                            case "GIVEN" -> "已同意";
                            case "DECLINED" -> "不同意，采用人工核验";
                            case "WITHDRAWN" -> "已撤回，采用人工核验";
                            default -> "未表示";
                        },
                        of.templates(),
                        of.records(),
                        of.faces(),
                        of.anomalies(),
                        of.decisions(),
                        of.looks(),
                        of.requests());
    }
}
