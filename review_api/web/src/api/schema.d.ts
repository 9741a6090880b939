// OpenAPI 03b8fe97de829ae582a6d53f99546b31ba0ea88955689379a7f4309a22c1b5d4
// Written by scripts/types.mjs; do not edit.

export interface paths {
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is Alive
         * @description Answer while the process lives.
         */
        get: operations["isAlive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Metrics
         * @description Counters in the Prometheus text format.
         */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Is Ready
         * @description Answer 200 while the database can be reached, else 503; the log has the reason.
         */
        get: operations["isReady"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Cases
         * @description List cases. ``q`` looks for each of its words in title, artist, label, sender and ISRC.
         *
         *     ``campaign`` is the id of a campaign.
         */
        get: operations["listCases"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Case
         * @description Show one case with the evidence as it was when the track was flagged.
         */
        get: operations["getCase"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}/audio": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Case Audio
         * @description Play a case: freshly encoded sound without the delivered file's tags; byte ranges work.
         */
        get: operations["getCaseAudio"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}/claim": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Claim Case
         * @description Claim a case for a while, or renew the claim by its token.
         *
         *     A person who claims a case that she holds already gets a new token; the old one stops working.
         */
        post: operations["claimCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Decide Case
         * @description Decide a claimed case; 409 where the claim or the version is no longer the latest.
         */
        post: operations["decideCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/cases/{case_id}/release": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Release Case
         * @description Give a case back to the queue.
         */
        post: operations["releaseCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Check Delivery
         * @description Check a delivery as the gate would; nothing is kept.
         *
         *     The body is an ERN message (application/xml), whose files are then not checked, or a ZIP file with the
         *     message and its files, or a whole batch (application/zip).
         */
        post: operations["checkDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/flags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand In Flag
         * @description Take a flag once: 201 the first time, 200 with the same answer when it comes again.
         */
        post: operations["handInFlag"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/scorecards": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Scorecards
         * @description Count, for each sender and month: deliveries, findings, disclosure, marks, contradictions, fixes.
         *
         *     ``sender`` is a DPID or a name. Without months this one is counted.
         */
        get: operations["listScorecards"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Who Am I
         * @description Say who is logged in.
         */
        get: operations["whoAmI"];
        put?: never;
        /**
         * Log In
         * @description Log in with a name and a password; the session travels in a cookie that scripts cannot read.
         */
        post: operations["logIn"];
        /**
         * Log Out
         * @description End the session on this machine.
         */
        delete: operations["logOut"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Summary
         * @description Count the cases.
         */
        get: operations["getSummary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/track-changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand In Track Changes
         * @description Enter which tracks were superseded or withdrawn; undecided cases of theirs are closed.
         *
         *     Harmless to send again, and in any order with the flags of the tracks.
         */
        post: operations["handInTrackChanges"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/vocabulary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Get Vocabulary
         * @description Say every outcome, reason, feature and key in plain words.
         */
        get: operations["getVocabulary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AcknowledgementStatus
         * @description What happened to a delivery at the gate.
         * @enum {string}
         */
        AcknowledgementStatus: "accepted" | "accepted_with_warnings" | "rejected";
        /**
         * Action
         * @description What a policy may do with a track, from the mildest to the hardest.
         * @enum {string}
         */
        Action: "allow" | "label" | "demote" | "review" | "hold";
        /**
         * Attribution
         * @description Whose decoder the trace is like, of those that were ``compared``; no proof of a service.
         *
         *     ``names`` is empty for an unknown decoder; several are decoders that leave the same lines.
         */
        Attribution: {
            /** Compared */
            compared: number;
            /**
             * Names
             * @default []
             */
            names: string[];
            /** Text */
            text: string;
        };
        /**
         * AudioExhibit
         * @description What the page draws of a recording.
         *
         *     ``waveform`` holds peak levels in 0…1, evenly spaced over ``duration_s``. ``spacings`` are those that
         *     stand out, strongest first. ``chunks`` measure the strength of ``grounds`` by time; recordings whose
         *     score is too low to give reasons have none. ``attribution`` is there from the review threshold on.
         */
        AudioExhibit: {
            attribution?: components["schemas"]["Attribution"] | null;
            /**
             * Chunks
             * @default []
             */
            chunks: components["schemas"]["ChunkScore"][];
            /** Duration S */
            duration_s: number;
            grounds?: components["schemas"]["Grounds"] | null;
            /**
             * Spacings
             * @default []
             */
            spacings: components["schemas"]["SpacingScore"][];
            spectrum?: components["schemas"]["SpectrumSlice"] | null;
            /**
             * Waveform
             * @default []
             */
            waveform: number[];
        };
        /**
         * AudioFile
         * @description The file that a recording names, and what was found in its place.
         *
         *     ``location``, ``size`` and ``sha256`` are None where the delivery lacks the file.
         */
        AudioFile: {
            /** Declared Codec */
            declared_codec?: string | null;
            /**
             * Declared Hashes
             * @default []
             */
            declared_hashes: components["schemas"]["Hash"][];
            /** Declared Sample Rate Hz */
            declared_sample_rate_hz?: number | null;
            /**
             * Is Preview
             * @default false
             */
            is_preview: boolean;
            /** Location */
            location?: string | null;
            /** Name */
            name: string;
            /** Sha256 */
            sha256?: string | null;
            /** Size */
            size?: number | null;
        };
        /**
         * Campaign
         * @description A campaign as it was known when a track joined it, that track included.
         *
         *     ``campaign_id`` stays the same while the campaign grows; of campaigns that turn out to be one the
         *     oldest id stays, and ``aliases`` are the others. ``members`` counts senders, labels, artists,
         *     prefixes, covers, rights lines and files that tie it together; ``text`` says so in words. ``days``
         *     are its latest 30 days with tracks.
         */
        Campaign: {
            /**
             * Aliases
             * @default []
             */
            aliases: string[];
            /** Campaign Id */
            campaign_id: string;
            /**
             * Days
             * @default []
             */
            days: components["schemas"]["CampaignDay"][];
            /**
             * First Seen
             * Format: date-time
             */
            first_seen: string;
            /** Members */
            members: {
                [key: string]: number;
            };
            /** Text */
            text: string;
            /** Tracks */
            tracks: number;
        };
        /**
         * CampaignDay
         * @description How many of a campaign's tracks arrived on a day (UTC).
         */
        CampaignDay: {
            /**
             * Day
             * Format: date
             */
            day: string;
            /** Tracks */
            tracks: number;
        };
        /**
         * CaseDetail
         * @description A case with the whole flag, as it was when flagged.
         *
         *     ``superseded_at`` and ``withdrawal`` tell what became of the track since, also where the case was
         *     decided before. ``related`` are the cases of its other revisions, the first one first.
         *
         *     ``flag`` is None where the stored flag can no longer be read; ``flag_problem`` then says why,
         *     and the case can be decided nevertheless. ``has_audio`` says whether a preview can be asked for.
         */
        CaseDetail: {
            action: components["schemas"]["Action"];
            /** Campaign Id */
            campaign_id: string | null;
            claim: components["schemas"]["ClaimView"] | null;
            /** Claimed By */
            claimed_by: string | null;
            closure: components["schemas"]["Closure"] | null;
            decision: components["schemas"]["DecisionView"] | null;
            disclosure_level: components["schemas"]["DisclosureLevel"];
            /** Display Artist */
            display_artist: string;
            /** Duration S */
            duration_s: number | null;
            /** Escalated */
            escalated: boolean;
            flag: components["schemas"]["Flag"] | null;
            /** Flag Problem */
            flag_problem: string | null;
            /**
             * Flagged At
             * Format: date-time
             */
            flagged_at: string;
            /** Has Audio */
            has_audio: boolean;
            /** History */
            history: components["schemas"]["HistoryEntry"][];
            /** Id */
            id: string;
            /** Isrc */
            isrc: string | null;
            /** Label */
            label: string | null;
            outcome: components["schemas"]["ReviewOutcome"] | null;
            priority: components["schemas"]["Priority"];
            /** Related */
            related: components["schemas"]["RelatedCase"][];
            /** Revision */
            revision: number;
            scores: components["schemas"]["Scores"];
            /** Sender */
            sender: string;
            status: components["schemas"]["CaseStatus"];
            /** Superseded At */
            superseded_at: string | null;
            /** Title */
            title: string;
            /** Top Reason */
            top_reason: string;
            /** Version */
            version: number;
            withdrawal: components["schemas"]["Withdrawal"] | null;
        };
        /**
         * CasePage
         * @description One page of the queue. ``total`` counts all cases that the filters let through.
         */
        CasePage: {
            counts: components["schemas"]["Counts"];
            /** Items */
            items: components["schemas"]["CaseSummary"][];
            /** Next Cursor */
            next_cursor: string | null;
            /** Total */
            total: number;
        };
        /**
         * CaseStatus
         * @description Where a case stands. A claim whose lease ran out leaves its case open again.
         * @enum {string}
         */
        CaseStatus: "open" | "claimed" | "decided" | "closed";
        /**
         * CaseSummary
         * @description A case as the queue shows it.
         *
         *     Text from the delivery is safe to show: control and direction-changing characters stand as
         *     their code points, for example ``⟨U+202E⟩``. The flag of the detail keeps the text as delivered.
         *     ``revision`` counts the deliveries that changed the track, from 1. ``campaign_id`` is the campaign
         *     that the track belongs to, under its present id.
         */
        CaseSummary: {
            action: components["schemas"]["Action"];
            /** Campaign Id */
            campaign_id: string | null;
            /** Claimed By */
            claimed_by: string | null;
            closure: components["schemas"]["Closure"] | null;
            disclosure_level: components["schemas"]["DisclosureLevel"];
            /** Display Artist */
            display_artist: string;
            /** Duration S */
            duration_s: number | null;
            /** Escalated */
            escalated: boolean;
            /**
             * Flagged At
             * Format: date-time
             */
            flagged_at: string;
            /** Id */
            id: string;
            /** Isrc */
            isrc: string | null;
            /** Label */
            label: string | null;
            outcome: components["schemas"]["ReviewOutcome"] | null;
            priority: components["schemas"]["Priority"];
            /** Revision */
            revision: number;
            scores: components["schemas"]["Scores"];
            /** Sender */
            sender: string;
            status: components["schemas"]["CaseStatus"];
            /** Title */
            title: string;
            /** Top Reason */
            top_reason: string;
            /** Version */
            version: number;
        };
        /**
         * ChangeKind
         * @description What may become of a track.
         * @enum {string}
         */
        ChangeKind: "superseded" | "withdrawn";
        /**
         * ChangeReceipt
         * @description ``entered`` changes were new; ``closed`` open cases ended with them.
         */
        ChangeReceipt: {
            /** Closed */
            closed: number;
            /** Entered */
            entered: number;
        };
        /**
         * CheckReport
         * @description The results of all messages; ``status`` is the worst of theirs.
         */
        CheckReport: {
            /** Messages */
            messages: components["schemas"]["CheckedMessage"][];
            status: components["schemas"]["AcknowledgementStatus"];
        };
        /**
         * CheckedMessage
         * @description One message's result; ``path`` is its place in what was sent.
         */
        CheckedMessage: {
            /** Findings */
            findings: components["schemas"]["Finding"][];
            /** Path */
            path: string;
            status: components["schemas"]["AcknowledgementStatus"];
        };
        /**
         * ChunkScore
         * @description How strongly a part of the track carries what its evidence rests on, in standard deviations (``z``).
         *
         *     Without the trace a part lies near 0, and above 3 in about one of a hundred cases.
         */
        ChunkScore: {
            /** End S */
            end_s: number;
            /** Start S */
            start_s: number;
            /** Z */
            z: number;
        };
        /**
         * ClaimReceipt
         * @description The claim. The token is shown once; ``version`` goes into the decision.
         */
        ClaimReceipt: {
            /** Claim Token */
            claim_token: string;
            /**
             * Lease Until
             * Format: date-time
             */
            lease_until: string;
            /** Version */
            version: number;
        };
        /**
         * ClaimRequest
         * @description Asks for a case. With the token of a claim that one holds already, the lease is renewed.
         */
        ClaimRequest: {
            /** Claim Token */
            claim_token?: string | null;
        };
        /**
         * ClaimView
         * @description Who works on a case. ``mine`` says that it is the person who asks.
         */
        ClaimView: {
            /** By */
            by: string;
            /**
             * Lease Until
             * Format: date-time
             */
            lease_until: string;
            /** Mine */
            mine: boolean;
        };
        /**
         * Closure
         * @description Why a case was closed without a decision.
         * @enum {string}
         */
        Closure: "superseded" | "withdrawn";
        /**
         * Contributor
         * @description A contributor or display artist with its roles, in the message's order.
         *
         *     ``special`` is the DDEX ``SpecialContributor`` or ``SpecialDisplayArtist`` value where that
         *     stands in place of a party, for example ``GenerativeAI``.
         */
        Contributor: {
            /** @default undeclared */
            ai_contribution: components["schemas"]["DisclosureLevel"];
            /**
             * Instruments
             * @default []
             */
            instruments: string[];
            /**
             * Is Display Artist
             * @default false
             */
            is_display_artist: boolean;
            party?: components["schemas"]["Party"] | null;
            /**
             * Roles
             * @default []
             */
            roles: string[];
            /** Sequence */
            sequence?: number | null;
            /** Special */
            special?: string | null;
        };
        /**
         * Counts
         * @description How many cases stand where, under the list's ``action`` and ``q`` but any status.
         */
        Counts: {
            /** Claimed */
            claimed: number;
            /** Closed */
            closed: number;
            /** Decided */
            decided: number;
            /** Open */
            open: number;
        };
        /**
         * Credentials
         * @description What came of C2PA content credentials.
         *
         *     ``BROKEN`` is common after a honest re-tag of the file: it is no evidence of tampering by itself.
         * @enum {string}
         */
        Credentials: "not_checked" | "absent" | "trusted" | "untrusted" | "broken" | "unreadable";
        /**
         * Deal
         * @description The earliest start of the deals that cover a recording and the territories they name.
         */
        Deal: {
            /**
             * Commercial Models
             * @default []
             */
            commercial_models: string[];
            /**
             * Excluded Territories
             * @default []
             */
            excluded_territories: string[];
            /** Start */
            start?: string | null;
            /**
             * Territories
             * @default []
             */
            territories: string[];
        };
        /**
         * Decision
         * @description The strongest action of the rules that matched, stamped with the policy's content hash.
         */
        Decision: {
            action: components["schemas"]["Action"];
            /**
             * Decided At
             * Format: date-time
             */
            decided_at: string;
            /** Policy */
            policy: string;
            /** Policy Sha256 */
            policy_sha256: string;
            /**
             * Rules
             * @default []
             */
            rules: components["schemas"]["RuleResult"][];
        };
        /**
         * DecisionRequest
         * @description Ends a case, or with ``escalate`` hands it to a lead.
         */
        DecisionRequest: {
            /** Claim Token */
            claim_token: string;
            /**
             * Note
             * @default
             */
            note: string;
            outcome: components["schemas"]["ReviewOutcome"];
            /** Reason Code */
            reason_code: string;
            /** Version */
            version: number;
        };
        /**
         * DecisionView
         * @description How a case was decided.
         */
        DecisionView: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /** By */
            by: string;
            /** Note */
            note: string;
            outcome: components["schemas"]["ReviewOutcome"];
            /** Reason Code */
            reason_code: string;
        };
        /**
         * Disclosure
         * @description The declaration of one recording or release.
         *
         *     ``declared_value`` is the text of ``ContainsAI`` letter for letter, also where it is no allowed
         *     value (``level`` is then ``UNDECLARED`` and a finding says so). ``carried`` is False where the
         *     message's ERN version has no field for it and no other place was agreed with the sender. ``carrier``
         *     names such a place where the declaration stands in one. ``derived`` is a release's level as its
         *     recordings' levels make it.
         */
        Disclosure: {
            /**
             * Carried
             * @default true
             */
            carried: boolean;
            /** Carrier */
            carrier?: string | null;
            /** Declared Value */
            declared_value?: string | null;
            derived?: components["schemas"]["DisclosureLevel"] | null;
            /**
             * Facets
             * @default []
             */
            facets: components["schemas"]["FacetDisclosure"][];
            /** @default undeclared */
            level: components["schemas"]["DisclosureLevel"];
            /** Xpath */
            xpath?: string | null;
        };
        /**
         * DisclosureLevel
         * @description How much of the content is declared as made with generative AI (DDEX AVS ``ContainsAI``).
         * @enum {string}
         */
        DisclosureLevel: "undeclared" | "none" | "partly" | "all";
        /**
         * ErrorType
         * @description DDEX ``ErrorType`` (allowed value set 9).
         * @enum {string}
         */
        ErrorType: "ConformanceError" | "LogicalError";
        /**
         * Evidence
         * @description One reason: a stable code of the reason vocabulary, a plain sentence, and the number behind it.
         *
         *     ``contribution`` is the share of a model's log-odds that the feature added (SHAP value of
         *     LightGBM's ``pred_contrib``), None for evidence that no model gave.
         */
        Evidence: {
            /** Code */
            code: string;
            /** Contribution */
            contribution?: number | null;
            /** End S */
            end_s?: number | null;
            /** Feature */
            feature?: string | null;
            /** Start S */
            start_s?: number | null;
            /** Text */
            text: string;
            /** Unit */
            unit?: string | null;
            /** Value */
            value?: number | null;
        };
        /**
         * Facet
         * @description Which part of a track an AI contribution concerns, derived from the contributor's role.
         * @enum {string}
         */
        Facet: "vocals" | "instruments" | "composition_lyrics" | "production" | "post_production" | "artwork" | "video" | "other";
        /**
         * FacetDisclosure
         * @description One contributor's declared AI contribution and where the message says so.
         */
        FacetDisclosure: {
            /** Contributor */
            contributor?: string | null;
            facet: components["schemas"]["Facet"];
            level: components["schemas"]["DisclosureLevel"];
            /** Role */
            role?: string | null;
            /** Xpath */
            xpath?: string | null;
        };
        /**
         * FeatureWords
         * @description A feature in plain words.
         */
        FeatureWords: {
            /** Meaning */
            meaning: string;
            /** Name */
            name: string;
            source: components["schemas"]["Source"];
            /** Unit */
            unit: string;
        };
        /**
         * FileMarks
         * @description The marks of one delivered file. ``problem`` says why a check failed; ``signer`` who signed.
         */
        FileMarks: {
            /** @default not_checked */
            check: components["schemas"]["MarkCheck"];
            /** @default not_checked */
            credentials: components["schemas"]["Credentials"];
            /** File */
            file: string;
            /**
             * Found
             * @default []
             */
            found: components["schemas"]["Mark"][];
            /** Problem */
            problem?: string | null;
            /** Signer */
            signer?: string | null;
        };
        /**
         * Finding
         * @description Code, place, what was seen, what was expected, and how to fix it.
         *
         *     ``file_status`` and ``proposed_action`` are values of DDEX's ``ErncFileStatus`` and
         *     ``ErncProposedActionType``; ``proposed_action`` is None where there is nothing to send again.
         *     ``manual_check`` asks for a person's look. ``rule_version`` is the version of the code's rules.
         */
        Finding: {
            /** Code */
            code: string;
            error_type?: components["schemas"]["ErrorType"] | null;
            /** Expected */
            expected: string;
            /** File */
            file?: string | null;
            /** File Status */
            file_status?: string | null;
            /** Fix */
            fix: string;
            /** Isrc */
            isrc?: string | null;
            /** Line */
            line?: number | null;
            /**
             * Manual Check
             * @default false
             */
            manual_check: boolean;
            /** Observed */
            observed: string;
            /** Proposed Action */
            proposed_action?: string | null;
            /** Rule Version */
            rule_version?: string | null;
            severity: components["schemas"]["Severity"];
            /** Xpath */
            xpath?: string | null;
        };
        /**
         * FindingCount
         * @description How often a code was found, in how many deliveries.
         */
        FindingCount: {
            /** Code */
            code: string;
            /** Count */
            count: number;
            /** Deliveries */
            deliveries: number;
            severity: components["schemas"]["Severity"];
        };
        /**
         * Fixes
         * @description What became, up to now, of the problems that the sender was told of in the month.
         *
         *     A problem is a code of a recording that is no mere information. It is fixed by the first later
         *     delivery of the recording, known by its ISRC, that lacks it.
         */
        Fixes: {
            /** Fixed */
            fixed: number;
            /** Median Hours */
            median_hours: number | null;
            /** Open */
            open: number;
        };
        /**
         * Flag
         * @description The decision with the evidence as it was when the track was flagged.
         */
        Flag: {
            decision: components["schemas"]["Decision"];
            /** Flag Id */
            flag_id: string;
            /** Priority */
            priority: number;
            /**
             * Schema Version
             * @default 1.0
             */
            schema_version: string;
            scored_track: components["schemas"]["ScoredTrack"];
        };
        /**
         * FlagReceipt
         * @description The flag was taken. ``case_id`` is None where no person has to look at the track.
         */
        FlagReceipt: {
            /** Case Id */
            case_id: string | null;
            /** Flag Id */
            flag_id: string;
        };
        /**
         * Grounds
         * @description What the evidence of a whole recording rests on, and what its parts are therefore asked for.
         *
         *     ``lines`` are a decoder's, ``spacing_hz`` apart; a ``ripple`` has dips there instead. ``strength`` is in
         *     standard deviations. Looked at from 3 kHz to ``band_end_hz``. In a recording that is played ``speed`` times
         *     as fast as it was decoded the lines are that much wider apart than ``spacing_hz``.
         */
        Grounds: {
            /** Band End Hz */
            band_end_hz: number;
            /**
             * Kind
             * @enum {string}
             */
            kind: "lines" | "ripple";
            /** Spacing Hz */
            spacing_hz: number;
            /**
             * Speed
             * @default 1
             */
            speed: number;
            /** Strength */
            strength: number;
        };
        /**
         * Hash
         * @description A checksum as the message declares it; ``algorithm`` is the DDEX name.
         */
        Hash: {
            /** Algorithm */
            algorithm: string;
            /** Value */
            value: string;
        };
        /**
         * Health
         * @description ``status`` is ``ok``.
         */
        Health: {
            /** Status */
            status: string;
        };
        /**
         * HistoryEntry
         * @description Something that happened to a case, in order, never changed afterwards.
         */
        HistoryEntry: {
            /** Actor */
            actor: string;
            /**
             * At
             * Format: date-time
             */
            at: string;
            event: components["schemas"]["HistoryEvent"];
            /** Text */
            text: string;
        };
        /**
         * HistoryEvent
         * @description What may happen to a case.
         * @enum {string}
         */
        HistoryEvent: "flagged" | "claimed" | "released" | "decided" | "escalated" | "superseded" | "withdrawn";
        /**
         * InvalidField
         * @description One field that was not as expected, and where it stands in the request.
         */
        InvalidField: {
            /** Expected */
            expected: string;
            /** Place */
            place: string;
        };
        /**
         * KeyWords
         * @description A key of the page and what it does.
         */
        KeyWords: {
            /** Key */
            key: string;
            /** Meaning */
            meaning: string;
        };
        /**
         * Listening
         * @description How listening ended, and the file's facts as the decoder saw them.
         */
        Listening: {
            /** Bit Rate */
            bit_rate?: number | null;
            /** Channels */
            channels?: number | null;
            /** Codec */
            codec?: string | null;
            /** Duration S */
            duration_s?: number | null;
            /** Reason */
            reason?: string | null;
            /** Sample Rate Hz */
            sample_rate_hz?: number | null;
            status: components["schemas"]["ListeningStatus"];
        };
        /**
         * ListeningStatus
         * @description How listening to a file ended.
         * @enum {string}
         */
        ListeningStatus: "ok" | "abstained" | "failed";
        /**
         * Login
         * @description A person's name and password.
         */
        Login: {
            /**
             * Password
             * Format: password
             */
            password: string;
            /** Username */
            username: string;
        };
        /**
         * Mark
         * @description One mark. ``id`` is that of the mark registry, ``place`` says where in the file it stands.
         *
         *     ``content_id`` is the generator's own id of the piece, ``system`` its name for the model.
         *     ``from_ingredient`` tells that the mark is on a part that the file was made of.
         */
        Mark: {
            claim: components["schemas"]["MarkClaim"];
            /** Content Id */
            content_id?: string | null;
            /** Created At */
            created_at?: string | null;
            /**
             * From Ingredient
             * @default false
             */
            from_ingredient: boolean;
            /** Generator */
            generator?: string | null;
            /** Id */
            id: string;
            kind: components["schemas"]["MarkKind"];
            /** Place */
            place: string;
            /** System */
            system?: string | null;
            /** Text */
            text: string;
        };
        /**
         * MarkCheck
         * @description Whether a file was searched for marks. That none was found proves nothing.
         * @enum {string}
         */
        MarkCheck: "not_checked" | "checked" | "failed";
        /**
         * MarkClaim
         * @description What a mark says about the content.
         * @enum {string}
         */
        MarkClaim: "all" | "partly" | "possibly" | "nothing";
        /**
         * MarkKind
         * @description What sort of mark it is.
         * @enum {string}
         */
        MarkKind: "text" | "label" | "workflow" | "credentials";
        /**
         * Marks
         * @description The marks of all files of a recording.
         */
        Marks: {
            /**
             * Files
             * @default []
             */
            files: components["schemas"]["FileMarks"][];
        };
        /**
         * MessageKind
         * @description What a message is for.
         * @enum {string}
         */
        MessageKind: "new_release" | "update" | "takedown" | "purge";
        /**
         * OutcomeWords
         * @description One way to end a case, the key that chooses it, and the reasons that fit it.
         */
        OutcomeWords: {
            /** Explanation */
            explanation: string;
            /** Key */
            key: string;
            outcome: components["schemas"]["ReviewOutcome"];
            /** Reason Codes */
            reason_codes: string[];
            /** Title */
            title: string;
        };
        /**
         * Party
         * @description A named party with the identifiers that the message gives (``{"ISNI": …, "DPID": …}``).
         */
        Party: {
            /** Identifiers */
            identifiers?: {
                [key: string]: string;
            };
            /** Name */
            name: string;
        };
        /**
         * Priority
         * @description How urgent a case is, in words: the number behind it ranks but means nothing to a person.
         * @enum {string}
         */
        Priority: "high" | "medium" | "low";
        /**
         * Problem
         * @description An error: ``title`` names its kind, ``detail`` says what happened and what to do.
         */
        Problem: {
            /** Code */
            code: string;
            /** Detail */
            detail: string;
            /**
             * Fields
             * @default []
             */
            fields: components["schemas"]["InvalidField"][];
            /** Status */
            status: number;
            /** Title */
            title: string;
            /**
             * Type
             * @default about:blank
             */
            type: string;
        };
        /**
         * Rate
         * @description ``count`` out of ``of``. Everything was counted, nothing sampled, so there is no interval.
         */
        Rate: {
            /** Count */
            count: number;
            /** Of */
            of: number;
        };
        /**
         * ReasonWords
         * @description A reason code in plain words.
         */
        ReasonWords: {
            /** Code */
            code: string;
            /** Explanation */
            explanation: string;
            /** Title */
            title: string;
        };
        /**
         * RelatedCase
         * @description Another case about the same recording on its release: another revision of it.
         */
        RelatedCase: {
            closure: components["schemas"]["Closure"] | null;
            /**
             * Flagged At
             * Format: date-time
             */
            flagged_at: string;
            /** Id */
            id: string;
            outcome: components["schemas"]["ReviewOutcome"] | null;
            /** Revision */
            revision: number;
            status: components["schemas"]["CaseStatus"];
        };
        /**
         * Release
         * @description The release that a recording is delivered on.
         *
         *     ``cover`` is the checksum of its front cover: SHA-256 of the delivered file, else as declared.
         */
        Release: {
            /** C Line */
            c_line?: string | null;
            /** Catalog Number */
            catalog_number?: string | null;
            /** Cover */
            cover?: string | null;
            /**
             * @default {
             *       "carried": true,
             *       "facets": [],
             *       "level": "undeclared"
             *     }
             */
            disclosure: components["schemas"]["Disclosure"];
            /**
             * Display Artist
             * @default
             */
            display_artist: string;
            /** Genre */
            genre?: string | null;
            /** Grid */
            grid?: string | null;
            /** Icpn */
            icpn?: string | null;
            /** Label */
            label?: string | null;
            /** P Line */
            p_line?: string | null;
            /** Reference */
            reference: string;
            /** Release Date */
            release_date?: string | null;
            /**
             * Title
             * @default
             */
            title: string;
            /**
             * Track Count
             * @default 0
             */
            track_count: number;
            /** Type */
            type?: string | null;
        };
        /**
         * ReleaseRequest
         * @description Gives a claimed case back to the queue.
         */
        ReleaseRequest: {
            /** Claim Token */
            claim_token: string;
        };
        /**
         * ReviewOutcome
         * @description How a case ends.
         * @enum {string}
         */
        ReviewOutcome: "clear" | "label" | "demote" | "remove" | "ask_sender" | "escalate";
        /**
         * Role
         * @description What a person or a key is for. A role may do nothing that a route does not grant it.
         * @enum {string}
         */
        Role: "submitter" | "moderator" | "lead" | "policy_author" | "policy_approver" | "auditor" | "admin";
        /**
         * RuleOutcome
         * @description How one policy rule ended on one track; a missing input is never False.
         * @enum {string}
         */
        RuleOutcome: "matched" | "not_matched" | "not_evaluated";
        /**
         * RuleResult
         * @description One rule's outcome, with the inputs that it lacked.
         *
         *     ``missing`` may hold names also where the other inputs decided alone. ``problem`` says what failed
         *     where the rule was not evaluated although its inputs were there.
         */
        RuleResult: {
            action: components["schemas"]["Action"];
            /**
             * Missing
             * @default []
             */
            missing: string[];
            outcome: components["schemas"]["RuleOutcome"];
            /** Problem */
            problem?: string | null;
            /** Reason */
            reason: string;
            /** Rule */
            rule: string;
            /** Text */
            text: string;
        };
        /**
         * Score
         * @description One model's calibrated probability; None where the model abstained, with the reason.
         */
        Score: {
            /**
             * Evidence
             * @default []
             */
            evidence: components["schemas"]["Evidence"][];
            /** Model */
            model: string;
            /** Model Sha256 */
            model_sha256: string;
            /** Name */
            name: string;
            /** Probability */
            probability: number | null;
            /** Reason */
            reason?: string | null;
        };
        /**
         * Scorecard
         * @description One sender in one month (``2026-03``, by the arrival in UTC).
         *
         *     ``sender_id`` is the DPID, else the name; empty for deliveries that name no sender. ``disclosed``:
         *     tracks that say anything about AI. ``marked``: tracks with a mark of a generator, out of those whose
         *     files were searched whole. ``contradictory``: tracks whose declaration contradicts itself or the marks.
         */
        Scorecard: {
            contradictory: components["schemas"]["Rate"];
            /** Deliveries */
            deliveries: {
                [key: string]: number;
            };
            disclosed: components["schemas"]["Rate"];
            /** Findings */
            findings: components["schemas"]["FindingCount"][];
            fixes: components["schemas"]["Fixes"];
            marked: components["schemas"]["Rate"];
            /** Month */
            month: string;
            /** Sender */
            sender: string;
            /** Sender Id */
            sender_id: string;
            /** Tracks */
            tracks: number;
        };
        /**
         * ScorecardList
         * @description The scorecards by month, then sender.
         */
        ScorecardList: {
            /** Items */
            items: components["schemas"]["Scorecard"][];
        };
        /**
         * ScoredTrack
         * @description Scores with their evidence. ``features`` holds None where a feature is missing.
         *
         *     Window features are the values as of this track, before it was counted itself. ``campaign`` is what
         *     it belongs to where it is suspicious.
         */
        ScoredTrack: {
            campaign?: components["schemas"]["Campaign"] | null;
            exhibit?: components["schemas"]["AudioExhibit"] | null;
            /** Features */
            features: {
                [key: string]: number | null;
            };
            listening: components["schemas"]["Listening"];
            /** Pipeline Version */
            pipeline_version: string;
            /**
             * Schema Version
             * @default 1.0
             */
            schema_version: string;
            /** Scores */
            scores: components["schemas"]["Score"][];
            track: components["schemas"]["Track"];
        };
        /**
         * Scores
         * @description Calibrated probabilities in 0…1 as of the flag; None where the model abstained.
         */
        Scores: {
            /** Ai */
            ai: number | null;
            /** Spam */
            spam: number | null;
        };
        /**
         * SenderCounts
         * @description One sender's cases.
         */
        SenderCounts: {
            /** Open */
            open: number;
            /** Sender */
            sender: string;
            /** Total */
            total: number;
        };
        /**
         * SessionView
         * @description Who is logged in. ``csrf_token`` goes into the header ``X-CSRF-Token`` of every change.
         */
        SessionView: {
            /** Csrf Token */
            csrf_token: string;
            user: components["schemas"]["UserView"];
        };
        /**
         * Severity
         * @description DDEX ``ErrorSeverity`` (allowed value set 9).
         * @enum {string}
         */
        Severity: "Critical" | "Warning" | "Information";
        /**
         * Sort
         * @description In which order to list: both put the oldest flag first among equals.
         * @enum {string}
         */
        Sort: "priority" | "oldest";
        /**
         * Source
         * @description Where a feature's value comes from.
         * @enum {string}
         */
        Source: "audio" | "uploads" | "titles" | "names" | "delivery" | "duplicates";
        /**
         * SpacingScore
         * @description One line spacing with what each look sees of it, in standard deviations; None where it sees nothing.
         *
         *     ``comb`` are lines in averaged frames, ``exact`` lines in one long frame, ``pulse`` the level's pulses at
         *     that rate; ``together`` is their sum over the root of three. ``known_from`` says which decoders leave it.
         */
        SpacingScore: {
            /** Comb */
            comb?: number | null;
            /** Exact */
            exact?: number | null;
            /**
             * Known From
             * @default
             */
            known_from: string;
            /** Pulse */
            pulse?: number | null;
            /** Spacing Hz */
            spacing_hz: number;
            /** Together */
            together: number;
        };
        /**
         * SpectrumSlice
         * @description The averaged spectrum in evenly spaced points, and the comb's lines in it.
         *
         *     ``level_db[i]`` belongs to ``start_hz + i * step_hz``. ``residue`` is the whitened residue in
         *     standard deviations on the same points. ``lines_hz`` are multiples of ``spacing_hz``.
         */
        SpectrumSlice: {
            /** Cutoff Hz */
            cutoff_hz?: number | null;
            /** Level Db */
            level_db: number[];
            /**
             * Lines Hz
             * @default []
             */
            lines_hz: number[];
            /**
             * Residue
             * @default []
             */
            residue: number[];
            /** Spacing Hz */
            spacing_hz?: number | null;
            /** Start Hz */
            start_hz: number;
            /** Step Hz */
            step_hz: number;
        };
        /**
         * StatusFilter
         * @description Which cases to list.
         * @enum {string}
         */
        StatusFilter: "open" | "claimed" | "decided" | "closed" | "all";
        /**
         * SummaryView
         * @description Counts over all cases; ``recorded`` are flags that need no person. Ten largest senders.
         */
        SummaryView: {
            /** By Action */
            by_action: {
                [key: string]: number;
            };
            /** By Sender */
            by_sender: components["schemas"]["SenderCounts"][];
            cases: components["schemas"]["Counts"];
            /** Oldest Open At */
            oldest_open_at: string | null;
            /** Recorded */
            recorded: {
                [key: string]: number;
            };
        };
        /**
         * Track
         * @description A sound recording with all that its message says of it.
         *
         *     ``track_id`` is made of the delivery's id and the resource reference. ``findings`` are those
         *     of this recording and of its release. ``edition_isrcs`` are the ISRCs of further editions of
         *     the same recording (ERN 4.3 and later), where it has any; ``iswcs`` are those of the works that it
         *     performs. ``is_backfill`` and ``is_test`` are what
         *     the message says of itself: part of a large catalogue's delivery, and not meant to go live.
         *     ``recording_id`` is the same in every delivery of the recording on its release by its sender;
         *     ``revision`` counts those that changed something, from 1, and ``supersedes`` is the ``track_id`` of
         *     the one before.
         */
        Track: {
            /**
             * Audio
             * @default []
             */
            audio: components["schemas"]["AudioFile"][];
            /** Batch Id */
            batch_id?: string | null;
            /**
             * Contributors
             * @default []
             */
            contributors: components["schemas"]["Contributor"][];
            /**
             * @default {
             *       "commercial_models": [],
             *       "excluded_territories": [],
             *       "territories": []
             *     }
             */
            deal: components["schemas"]["Deal"];
            /** Delivery Id */
            delivery_id: string;
            /**
             * @default {
             *       "carried": true,
             *       "facets": [],
             *       "level": "undeclared"
             *     }
             */
            disclosure: components["schemas"]["Disclosure"];
            /**
             * Display Artist
             * @default
             */
            display_artist: string;
            /** Duration S */
            duration_s?: number | null;
            /**
             * Edition Isrcs
             * @default []
             */
            edition_isrcs: string[];
            /** Ern Message Id */
            ern_message_id: string;
            /** Ern Version */
            ern_version: string;
            /**
             * Findings
             * @default []
             */
            findings: components["schemas"]["Finding"][];
            /** Has Vocal Performance */
            has_vocal_performance?: boolean | null;
            /**
             * Is Backfill
             * @default false
             */
            is_backfill: boolean;
            /** Is Instrumental */
            is_instrumental?: boolean | null;
            /**
             * Is Test
             * @default false
             */
            is_test: boolean;
            /** Isrc */
            isrc?: string | null;
            /**
             * Iswcs
             * @default []
             */
            iswcs: string[];
            /** Language */
            language?: string | null;
            /**
             * @default {
             *       "files": []
             *     }
             */
            marks: components["schemas"]["Marks"];
            /** Message Created At */
            message_created_at?: string | null;
            on_behalf_of?: components["schemas"]["Party"] | null;
            /** P Line */
            p_line?: string | null;
            /** Parental Warning */
            parental_warning?: string | null;
            /** Proprietary Ids */
            proprietary_ids?: {
                [key: string]: string;
            };
            /**
             * Received At
             * Format: date-time
             */
            received_at: string;
            /**
             * Recording Id
             * @default
             */
            recording_id: string;
            release: components["schemas"]["Release"];
            /** Resource Reference */
            resource_reference: string;
            /**
             * Revision
             * @default 1
             */
            revision: number;
            /**
             * Schema Version
             * @default 1.0
             */
            schema_version: string;
            sender: components["schemas"]["Party"];
            /** Sequence */
            sequence?: number | null;
            /** Supersedes */
            supersedes?: string | null;
            /** Title */
            title: string;
            /** Track Id */
            track_id: string;
            /** Version Title */
            version_title?: string | null;
        };
        /**
         * TrackChange
         * @description One track that is no longer what its sender delivers.
         *
         *     ``by`` is the track that superseded it; ``how`` says what withdrew it (takedown or purge).
         */
        TrackChange: {
            /** By */
            by?: string | null;
            change: components["schemas"]["ChangeKind"];
            how?: components["schemas"]["MessageKind"] | null;
            /** Track Id */
            track_id: string;
        };
        /**
         * TrackChanges
         * @description Changes to enter; each that is known already changes nothing.
         */
        TrackChanges: {
            /** Changes */
            changes: components["schemas"]["TrackChange"][];
        };
        /**
         * UserView
         * @description A person. ``id`` is pseudonymous: it is what exports and the log carry in place of the name.
         */
        UserView: {
            /** Id */
            id: string;
            /** Name */
            name: string;
            role: components["schemas"]["Role"];
        };
        /**
         * VocabularyView
         * @description Every code that the API speaks, in words.
         */
        VocabularyView: {
            /** Features */
            features: components["schemas"]["FeatureWords"][];
            /** Keys */
            keys: components["schemas"]["KeyWords"][];
            /** Outcomes */
            outcomes: components["schemas"]["OutcomeWords"][];
            /** Reasons */
            reasons: components["schemas"]["ReasonWords"][];
        };
        /**
         * Withdrawal
         * @description The sender took the track away; ``how`` is ``takedown`` or ``purge``.
         */
        Withdrawal: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            how: components["schemas"]["MessageKind"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    isAlive: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    isReady: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Health"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listCases: {
        parameters: {
            query?: {
                status?: components["schemas"]["StatusFilter"];
                sort?: components["schemas"]["Sort"];
                action?: components["schemas"]["Action"] | null;
                q?: string;
                campaign?: string | null;
                limit?: number;
                cursor?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getCaseAudio: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ogg Opus */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "audio/ogg": unknown;
                };
            };
            /** @description A part of it */
            206: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ClaimRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimReceipt"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decideCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    releaseCase: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReleaseRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CaseDetail"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/xml": string;
                "application/zip": string;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CheckReport"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handInFlag: {
        parameters: {
            query?: never;
            header: {
                "idempotency-key": string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Flag"];
            };
        };
        responses: {
            /** @description The flag was taken before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagReceipt"];
                };
            };
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FlagReceipt"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listScorecards: {
        parameters: {
            query?: {
                sender?: string | null;
                first?: string | null;
                last?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScorecardList"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    whoAmI: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Login"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    logOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSummary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SummaryView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    handInTrackChanges: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrackChanges"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangeReceipt"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVocabulary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VocabularyView"];
                };
            };
            /** @description What went wrong (RFC 9457) */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
