""" Contains all the data models used in inputs/outputs """

from .action_in import ActionIn
from .activity_out import ActivityOut
from .amount_out import AmountOut
from .animator_in import AnimatorIn
from .animator_out import AnimatorOut
from .answer_in import AnswerIn
from .answer_in_answer import AnswerInAnswer
from .answer_in_reason_type_0 import AnswerInReasonType0
from .attempt_out import AttemptOut
from .attendance_in import AttendanceIn
from .attended import Attended
from .attendee_out import AttendeeOut
from .availability_in import AvailabilityIn
from .bulk_end import BulkEnd
from .bulk_result import BulkResult
from .bulk_result_problem_type_0 import BulkResultProblemType0
from .bulk_summary import BulkSummary
from .cancellation_in import CancellationIn
from .candidacy_out import CandidacyOut
from .carrier_in import CarrierIn
from .carrier_out import CarrierOut
from .case_out import CaseOut
from .cell_out import CellOut
from .cell_out_outcomes import CellOutOutcomes
from .cell_out_refusals import CellOutRefusals
from .change_out import ChangeOut
from .change_webhook_body import ChangeWebhookBody
from .changes_out import ChangesOut
from .classify_text_nature_type_0 import ClassifyTextNatureType0
from .commune_out import CommuneOut
from .communes import Communes
from .company_principal_in import CompanyPrincipalIn
from .company_principal_out import CompanyPrincipalOut
from .company_principals_out import CompanyPrincipalsOut
from .component_out import ComponentOut
from .condition_in import ConditionIn
from .conditions_out import ConditionsOut
from .confirmed_contact_out import ConfirmedContactOut
from .contact_in import ContactIn
from .contact_in_language import ContactInLanguage
from .contact_out import ContactOut
from .contact_proposal_out import ContactProposalOut
from .contacts_out import ContactsOut
from .controller_in import ControllerIn
from .controller_out import ControllerOut
from .cost_out import CostOut
from .coverage_out import CoverageOut
from .covering_out import CoveringOut
from .criterion_misses_out import CriterionMissesOut
from .criterion_out import CriterionOut
from .current_route_in import CurrentRouteIn
from .current_supply_in import CurrentSupplyIn
from .dangerous_goods_out import DangerousGoodsOut
from .declared_choice_out import DeclaredChoiceOut
from .declared_figure_out import DeclaredFigureOut
from .declared_quantity_out import DeclaredQuantityOut
from .declared_terms_out import DeclaredTermsOut
from .delivery_out import DeliveryOut
from .delivery_out_body import DeliveryOutBody
from .disclosure_out import DisclosureOut
from .duplicate_out import DuplicateOut
from .emptied_out import EmptiedOut
from .entered_code_in import EnteredCodeIn
from .equipment_out import EquipmentOut
from .example_out import ExampleOut
from .explanation_out import ExplanationOut
from .family_in import FamilyIn
from .family_named import FamilyNamed
from .family_out import FamilyOut
from .family_quality import FamilyQuality
from .family_reach_out import FamilyReachOut
from .field_problem import FieldProblem
from .figure_out import FigureOut
from .figures_out import FiguresOut
from .figures_out_outcomes import FiguresOutOutcomes
from .figures_out_refusals import FiguresOutRefusals
from .find_outlets_form_type_0 import FindOutletsFormType0
from .flow_create import FlowCreate
from .flow_create_accepts_type_0_item import FlowCreateAcceptsType0Item
from .flow_create_certainty import FlowCreateCertainty
from .flow_create_direction import FlowCreateDirection
from .flow_create_form_type_0 import FlowCreateFormType0
from .flow_create_legal_status_type_0 import FlowCreateLegalStatusType0
from .flow_create_nature import FlowCreateNature
from .flow_create_qualities import FlowCreateQualities
from .flow_out import FlowOut
from .flow_out_availability import FlowOutAvailability
from .flow_out_current_route_type_0 import FlowOutCurrentRouteType0
from .flow_out_current_supply_type_0 import FlowOutCurrentSupplyType0
from .flow_out_qualities import FlowOutQualities
from .flow_out_qualities_additional_property import FlowOutQualitiesAdditionalProperty
from .flow_out_quantity import FlowOutQuantity
from .flow_put import FlowPut
from .flow_put_accepts_type_0_item import FlowPutAcceptsType0Item
from .flow_put_certainty import FlowPutCertainty
from .flow_put_direction import FlowPutDirection
from .flow_put_form_type_0 import FlowPutFormType0
from .flow_put_legal_status_type_0 import FlowPutLegalStatusType0
from .flow_put_nature import FlowPutNature
from .flow_put_qualities import FlowPutQualities
from .flow_read import FlowRead
from .flow_read_availability import FlowReadAvailability
from .flow_read_current_route_type_0 import FlowReadCurrentRouteType0
from .flow_read_current_supply_type_0 import FlowReadCurrentSupplyType0
from .flow_read_qualities import FlowReadQualities
from .flow_read_qualities_additional_property import FlowReadQualitiesAdditionalProperty
from .flow_read_quantity import FlowReadQuantity
from .flow_revise import FlowRevise
from .flow_revise_accepts_type_0_item import FlowReviseAcceptsType0Item
from .flow_revise_certainty import FlowReviseCertainty
from .flow_revise_direction import FlowReviseDirection
from .flow_revise_form_type_0 import FlowReviseFormType0
from .flow_revise_legal_status_type_0 import FlowReviseLegalStatusType0
from .flow_revise_nature import FlowReviseNature
from .flow_revise_qualities import FlowReviseQualities
from .grant_in import GrantIn
from .grants_out import GrantsOut
from .group_out import GroupOut
from .group_out_figures import GroupOutFigures
from .group_possibility_out import GroupPossibilityOut
from .history_out import HistoryOut
from .host_in import HostIn
from .host_out import HostOut
from .import_bilan_files_body import ImportBilanFilesBody
from .import_notice_out import ImportNoticeOut
from .import_offers_files_body import ImportOffersFilesBody
from .import_out import ImportOut
from .import_sharings_files_body import ImportSharingsFilesBody
from .impossible_out import ImpossibleOut
from .indicators_out import IndicatorsOut
from .introduction_out import IntroductionOut
from .issue_token_body import IssueTokenBody
from .issue_token_body_grant_type import IssueTokenBodyGrantType
from .join_refuse_in import JoinRefuseIn
from .join_request_out import JoinRequestOut
from .key_set_out import KeySetOut
from .key_set_out_keys_item import KeySetOutKeysItem
from .knowing_out import KnowingOut
from .known_route import KnownRoute
from .lack_out import LackOut
from .lane_end_in import LaneEndIn
from .lane_end_out import LaneEndOut
from .list_activity_codes_level_type_0_item import ListActivityCodesLevelType0Item
from .list_deliveries_state_type_0_item import ListDeliveriesStateType0Item
from .list_families_nature_type_0_item import ListFamiliesNatureType0Item
from .list_flows_direction_type_0_item import ListFlowsDirectionType0Item
from .list_flows_nature_type_0_item import ListFlowsNatureType0Item
from .list_flows_sort_type_0 import ListFlowsSortType0
from .list_introductions_sort_type_0 import ListIntroductionsSortType0
from .list_introductions_state_type_0_item import ListIntroductionsStateType0Item
from .list_meetings_sort_type_0 import ListMeetingsSortType0
from .list_organisations_sort_type_0 import ListOrganisationsSortType0
from .list_organisations_state_type_0_item import ListOrganisationsStateType0Item
from .list_principals_role_type_0_item import ListPrincipalsRoleType0Item
from .list_routes_practice_type_0_item import ListRoutesPracticeType0Item
from .list_sharings_direction_type_0_item import ListSharingsDirectionType0Item
from .list_sharings_kind_type_0_item import ListSharingsKindType0Item
from .list_sharings_sort_type_0 import ListSharingsSortType0
from .list_sites_sort_type_0 import ListSitesSortType0
from .list_synergies_found_by_type_0_item import ListSynergiesFoundByType0Item
from .list_synergies_kind_type_0_item import ListSynergiesKindType0Item
from .list_synergies_nature_type_0_item import ListSynergiesNatureType0Item
from .list_synergies_sort_type_0 import ListSynergiesSortType0
from .list_synergies_state_type_0_item import ListSynergiesStateType0Item
from .list_territories_kind_type_0_item import ListTerritoriesKindType0Item
from .list_territories_sort_type_0 import ListTerritoriesSortType0
from .list_units_nature_type_0_item import ListUnitsNatureType0Item
from .listed_equipment_out import ListedEquipmentOut
from .listed_known_route import ListedKnownRoute
from .listed_naf_code import ListedNafCode
from .listed_parameter_out import ListedParameterOut
from .listed_reference_family import ListedReferenceFamily
from .listed_reference_quality import ListedReferenceQuality
from .listed_reference_unit import ListedReferenceUnit
from .listed_service_out import ListedServiceOut
from .listed_vocabulary import ListedVocabulary
from .listed_waste_code import ListedWasteCode
from .mail_out import MailOut
from .matching_replay_out import MatchingReplayOut
from .meaning_out import MeaningOut
from .meanings_out import MeaningsOut
from .meeting_in import MeetingIn
from .meeting_in_kind import MeetingInKind
from .meeting_out import MeetingOut
from .member_out import MemberOut
from .merge_in import MergeIn
from .missed_out import MissedOut
from .move_meeting_body import MoveMeetingBody
from .moved_out import MovedOut
from .movement_out import MovementOut
from .naf_code import NafCode
from .naf_in import NafIn
from .naf_out import NafOut
from .near_miss_out import NearMissOut
from .needed_change_out import NeededChangeOut
from .network_in import NetworkIn
from .network_out import NetworkOut
from .next_action_in import NextActionIn
from .next_action_out import NextActionOut
from .no_group_out import NoGroupOut
from .none_out import NoneOut
from .notifications_replay_out import NotificationsReplayOut
from .o_auth_error_out import OAuthErrorOut
from .o_auth_error_out_error import OAuthErrorOutError
from .occupation_out import OccupationOut
from .occupations import Occupations
from .organisation_create import OrganisationCreate
from .organisation_out import OrganisationOut
from .organisation_put import OrganisationPut
from .organisation_revise import OrganisationRevise
from .outlet_out import OutletOut
from .outlets_out import OutletsOut
from .page_contact_proposal_out import PageContactProposalOut
from .page_delivery_out import PageDeliveryOut
from .page_disclosure_out import PageDisclosureOut
from .page_duplicate_out import PageDuplicateOut
from .page_flow_read import PageFlowRead
from .page_introduction_out import PageIntroductionOut
from .page_join_request_out import PageJoinRequestOut
from .page_meeting_out import PageMeetingOut
from .page_movement_out import PageMovementOut
from .page_organisation_out import PageOrganisationOut
from .page_principal_out import PagePrincipalOut
from .page_sandbox_mail_out import PageSandboxMailOut
from .page_sandbox_out import PageSandboxOut
from .page_settings_change_out import PageSettingsChangeOut
from .page_sharing_read import PageSharingRead
from .page_site_read import PageSiteRead
from .page_synergy_read import PageSynergyRead
from .page_territory_out import PageTerritoryOut
from .page_webhook_out import PageWebhookOut
from .parameter_out import ParameterOut
from .party_in import PartyIn
from .party_in_role_type_0 import PartyInRoleType0
from .party_out import PartyOut
from .patch_flow_body import PatchFlowBody
from .patch_flow_of_source_body import PatchFlowOfSourceBody
from .patch_sharing_body import PatchSharingBody
from .patch_sharing_of_source_body import PatchSharingOfSourceBody
from .patch_site_body import PatchSiteBody
from .patch_site_of_source_body import PatchSiteOfSourceBody
from .possibilities_out import PossibilitiesOut
from .possibility_out import PossibilityOut
from .possible_case_out import PossibleCaseOut
from .possible_family_out import PossibleFamilyOut
from .postal_code_in import PostalCodeIn
from .postal_code_out import PostalCodeOut
from .principal_in import PrincipalIn
from .principal_in_role import PrincipalInRole
from .principal_made import PrincipalMade
from .principal_out import PrincipalOut
from .problem import Problem
from .prospect_out import ProspectOut
from .prospects_out import ProspectsOut
from .qualification_in import QualificationIn
from .quality_in import QualityIn
from .quality_limit_out import QualityLimitOut
from .quality_out import QualityOut
from .quantity_in import QuantityIn
from .quantity_out import QuantityOut
from .reach_out import ReachOut
from .read_changes_types_type_0_item import ReadChangesTypesType0Item
from .reading_warning_out import ReadingWarningOut
from .reason_out import ReasonOut
from .reference_family import ReferenceFamily
from .reference_quality import ReferenceQuality
from .reference_unit import ReferenceUnit
from .refusals_out import RefusalsOut
from .refuse_in import RefuseIn
from .replace_zones_files_body import ReplaceZonesFilesBody
from .replay_in import ReplayIn
from .resolution_in import ResolutionIn
from .resolution_in_decision import ResolutionInDecision
from .result_in import ResultIn
from .result_in_grade import ResultInGrade
from .result_out import ResultOut
from .route_out import RouteOut
from .row_error_out import RowErrorOut
from .row_to_classify_out import RowToClassifyOut
from .sandbox_credentials_out import SandboxCredentialsOut
from .sandbox_in import SandboxIn
from .sandbox_made import SandboxMade
from .sandbox_mail_out import SandboxMailOut
from .sandbox_out import SandboxOut
from .sandbox_territory_out import SandboxTerritoryOut
from .scored_out import ScoredOut
from .sector_out import SectorOut
from .sentence_out import SentenceOut
from .service_out import ServiceOut
from .setting_change_out import SettingChangeOut
from .settings_change_out import SettingsChangeOut
from .sharing_create import SharingCreate
from .sharing_create_certainty import SharingCreateCertainty
from .sharing_create_choices import SharingCreateChoices
from .sharing_create_direction import SharingCreateDirection
from .sharing_create_figures import SharingCreateFigures
from .sharing_create_kind import SharingCreateKind
from .sharing_out import SharingOut
from .sharing_out_choices import SharingOutChoices
from .sharing_out_figures import SharingOutFigures
from .sharing_possibilities_out import SharingPossibilitiesOut
from .sharing_put import SharingPut
from .sharing_put_certainty import SharingPutCertainty
from .sharing_put_choices import SharingPutChoices
from .sharing_put_direction import SharingPutDirection
from .sharing_put_figures import SharingPutFigures
from .sharing_put_kind import SharingPutKind
from .sharing_read import SharingRead
from .sharing_read_choices import SharingReadChoices
from .sharing_read_figures import SharingReadFigures
from .sharing_revise import SharingRevise
from .sharing_revise_certainty import SharingReviseCertainty
from .sharing_revise_choices import SharingReviseChoices
from .sharing_revise_direction import SharingReviseDirection
from .sharing_revise_figures import SharingReviseFigures
from .sharing_revise_kind import SharingReviseKind
from .sharing_suggestion_out import SharingSuggestionOut
from .side_flow_out import SideFlowOut
from .side_out import SideOut
from .site_create import SiteCreate
from .site_create_location_precision import SiteCreateLocationPrecision
from .site_near import SiteNear
from .site_out import SiteOut
from .site_put import SitePut
from .site_put_location_precision import SitePutLocationPrecision
from .site_read import SiteRead
from .site_revise import SiteRevise
from .site_revise_location_precision import SiteReviseLocationPrecision
from .sites_near import SitesNear
from .slot_in import SlotIn
from .slot_out import SlotOut
from .snapshot_in import SnapshotIn
from .snapshot_out import SnapshotOut
from .snapshot_out_counts import SnapshotOutCounts
from .snapshot_out_unknown import SnapshotOutUnknown
from .snapshot_out_withdrawn import SnapshotOutWithdrawn
from .source_out import SourceOut
from .split_in import SplitIn
from .standing_out import StandingOut
from .state_in import StateIn
from .state_in_state import StateInState
from .step_out import StepOut
from .suggestion_out import SuggestionOut
from .synergy_in import SynergyIn
from .synergy_in_found_by_type_0 import SynergyInFoundByType0
from .synergy_in_kind import SynergyInKind
from .synergy_in_nature_type_0 import SynergyInNatureType0
from .synergy_out import SynergyOut
from .synergy_quantity_in import SynergyQuantityIn
from .synergy_read import SynergyRead
from .territory_in import TerritoryIn
from .territory_in_kind import TerritoryInKind
from .territory_in_limits import TerritoryInLimits
from .territory_in_parameters import TerritoryInParameters
from .territory_in_policy import TerritoryInPolicy
from .territory_in_route_limits import TerritoryInRouteLimits
from .territory_in_route_limits_additional_property import TerritoryInRouteLimitsAdditionalProperty
from .territory_in_weights import TerritoryInWeights
from .territory_out import TerritoryOut
from .territory_out_limits import TerritoryOutLimits
from .territory_out_parameters import TerritoryOutParameters
from .territory_out_route_limits import TerritoryOutRouteLimits
from .territory_out_route_limits_additional_property import TerritoryOutRouteLimitsAdditionalProperty
from .territory_out_weights import TerritoryOutWeights
from .tightened_in import TightenedIn
from .tightened_out import TightenedOut
from .token_out import TokenOut
from .transformation_out import TransformationOut
from .trust_in import TrustIn
from .typical_flow_out import TypicalFlowOut
from .typical_flow_out_quantity import TypicalFlowOutQuantity
from .typical_flows_in import TypicalFlowsIn
from .typical_flows_out import TypicalFlowsOut
from .verification_out import VerificationOut
from .verifications_out import VerificationsOut
from .verify_in import VerifyIn
from .verify_in_how import VerifyInHow
from .versions_out import VersionsOut
from .vocabulary import Vocabulary
from .warning_out import WarningOut
from .waste_code import WasteCode
from .webhook_enabled import WebhookEnabled
from .webhook_in import WebhookIn
from .webhook_in_types_type_0_item import WebhookInTypesType0Item
from .webhook_made import WebhookMade
from .webhook_out import WebhookOut
from .word import Word
from .write_rows_bulk_row import WriteRowsBulkRow
from .write_rows_bulk_row_data_type_0 import WriteRowsBulkRowDataType0
from .write_rows_bulk_row_kind import WriteRowsBulkRowKind
from .written_site_out import WrittenSiteOut
from .zone_out import ZoneOut
from .zones_kept_out import ZonesKeptOut
from .zones_out import ZonesOut

__all__ = (
    "ActionIn",
    "ActivityOut",
    "AmountOut",
    "AnimatorIn",
    "AnimatorOut",
    "AnswerIn",
    "AnswerInAnswer",
    "AnswerInReasonType0",
    "AttemptOut",
    "AttendanceIn",
    "Attended",
    "AttendeeOut",
    "AvailabilityIn",
    "BulkEnd",
    "BulkResult",
    "BulkResultProblemType0",
    "BulkSummary",
    "CancellationIn",
    "CandidacyOut",
    "CarrierIn",
    "CarrierOut",
    "CaseOut",
    "CellOut",
    "CellOutOutcomes",
    "CellOutRefusals",
    "ChangeOut",
    "ChangesOut",
    "ChangeWebhookBody",
    "ClassifyTextNatureType0",
    "CommuneOut",
    "Communes",
    "CompanyPrincipalIn",
    "CompanyPrincipalOut",
    "CompanyPrincipalsOut",
    "ComponentOut",
    "ConditionIn",
    "ConditionsOut",
    "ConfirmedContactOut",
    "ContactIn",
    "ContactInLanguage",
    "ContactOut",
    "ContactProposalOut",
    "ContactsOut",
    "ControllerIn",
    "ControllerOut",
    "CostOut",
    "CoverageOut",
    "CoveringOut",
    "CriterionMissesOut",
    "CriterionOut",
    "CurrentRouteIn",
    "CurrentSupplyIn",
    "DangerousGoodsOut",
    "DeclaredChoiceOut",
    "DeclaredFigureOut",
    "DeclaredQuantityOut",
    "DeclaredTermsOut",
    "DeliveryOut",
    "DeliveryOutBody",
    "DisclosureOut",
    "DuplicateOut",
    "EmptiedOut",
    "EnteredCodeIn",
    "EquipmentOut",
    "ExampleOut",
    "ExplanationOut",
    "FamilyIn",
    "FamilyNamed",
    "FamilyOut",
    "FamilyQuality",
    "FamilyReachOut",
    "FieldProblem",
    "FigureOut",
    "FiguresOut",
    "FiguresOutOutcomes",
    "FiguresOutRefusals",
    "FindOutletsFormType0",
    "FlowCreate",
    "FlowCreateAcceptsType0Item",
    "FlowCreateCertainty",
    "FlowCreateDirection",
    "FlowCreateFormType0",
    "FlowCreateLegalStatusType0",
    "FlowCreateNature",
    "FlowCreateQualities",
    "FlowOut",
    "FlowOutAvailability",
    "FlowOutCurrentRouteType0",
    "FlowOutCurrentSupplyType0",
    "FlowOutQualities",
    "FlowOutQualitiesAdditionalProperty",
    "FlowOutQuantity",
    "FlowPut",
    "FlowPutAcceptsType0Item",
    "FlowPutCertainty",
    "FlowPutDirection",
    "FlowPutFormType0",
    "FlowPutLegalStatusType0",
    "FlowPutNature",
    "FlowPutQualities",
    "FlowRead",
    "FlowReadAvailability",
    "FlowReadCurrentRouteType0",
    "FlowReadCurrentSupplyType0",
    "FlowReadQualities",
    "FlowReadQualitiesAdditionalProperty",
    "FlowReadQuantity",
    "FlowRevise",
    "FlowReviseAcceptsType0Item",
    "FlowReviseCertainty",
    "FlowReviseDirection",
    "FlowReviseFormType0",
    "FlowReviseLegalStatusType0",
    "FlowReviseNature",
    "FlowReviseQualities",
    "GrantIn",
    "GrantsOut",
    "GroupOut",
    "GroupOutFigures",
    "GroupPossibilityOut",
    "HistoryOut",
    "HostIn",
    "HostOut",
    "ImportBilanFilesBody",
    "ImportNoticeOut",
    "ImportOffersFilesBody",
    "ImportOut",
    "ImportSharingsFilesBody",
    "ImpossibleOut",
    "IndicatorsOut",
    "IntroductionOut",
    "IssueTokenBody",
    "IssueTokenBodyGrantType",
    "JoinRefuseIn",
    "JoinRequestOut",
    "KeySetOut",
    "KeySetOutKeysItem",
    "KnowingOut",
    "KnownRoute",
    "LackOut",
    "LaneEndIn",
    "LaneEndOut",
    "ListActivityCodesLevelType0Item",
    "ListDeliveriesStateType0Item",
    "ListedEquipmentOut",
    "ListedKnownRoute",
    "ListedNafCode",
    "ListedParameterOut",
    "ListedReferenceFamily",
    "ListedReferenceQuality",
    "ListedReferenceUnit",
    "ListedServiceOut",
    "ListedVocabulary",
    "ListedWasteCode",
    "ListFamiliesNatureType0Item",
    "ListFlowsDirectionType0Item",
    "ListFlowsNatureType0Item",
    "ListFlowsSortType0",
    "ListIntroductionsSortType0",
    "ListIntroductionsStateType0Item",
    "ListMeetingsSortType0",
    "ListOrganisationsSortType0",
    "ListOrganisationsStateType0Item",
    "ListPrincipalsRoleType0Item",
    "ListRoutesPracticeType0Item",
    "ListSharingsDirectionType0Item",
    "ListSharingsKindType0Item",
    "ListSharingsSortType0",
    "ListSitesSortType0",
    "ListSynergiesFoundByType0Item",
    "ListSynergiesKindType0Item",
    "ListSynergiesNatureType0Item",
    "ListSynergiesSortType0",
    "ListSynergiesStateType0Item",
    "ListTerritoriesKindType0Item",
    "ListTerritoriesSortType0",
    "ListUnitsNatureType0Item",
    "MailOut",
    "MatchingReplayOut",
    "MeaningOut",
    "MeaningsOut",
    "MeetingIn",
    "MeetingInKind",
    "MeetingOut",
    "MemberOut",
    "MergeIn",
    "MissedOut",
    "MovedOut",
    "MoveMeetingBody",
    "MovementOut",
    "NafCode",
    "NafIn",
    "NafOut",
    "NearMissOut",
    "NeededChangeOut",
    "NetworkIn",
    "NetworkOut",
    "NextActionIn",
    "NextActionOut",
    "NoGroupOut",
    "NoneOut",
    "NotificationsReplayOut",
    "OAuthErrorOut",
    "OAuthErrorOutError",
    "OccupationOut",
    "Occupations",
    "OrganisationCreate",
    "OrganisationOut",
    "OrganisationPut",
    "OrganisationRevise",
    "OutletOut",
    "OutletsOut",
    "PageContactProposalOut",
    "PageDeliveryOut",
    "PageDisclosureOut",
    "PageDuplicateOut",
    "PageFlowRead",
    "PageIntroductionOut",
    "PageJoinRequestOut",
    "PageMeetingOut",
    "PageMovementOut",
    "PageOrganisationOut",
    "PagePrincipalOut",
    "PageSandboxMailOut",
    "PageSandboxOut",
    "PageSettingsChangeOut",
    "PageSharingRead",
    "PageSiteRead",
    "PageSynergyRead",
    "PageTerritoryOut",
    "PageWebhookOut",
    "ParameterOut",
    "PartyIn",
    "PartyInRoleType0",
    "PartyOut",
    "PatchFlowBody",
    "PatchFlowOfSourceBody",
    "PatchSharingBody",
    "PatchSharingOfSourceBody",
    "PatchSiteBody",
    "PatchSiteOfSourceBody",
    "PossibilitiesOut",
    "PossibilityOut",
    "PossibleCaseOut",
    "PossibleFamilyOut",
    "PostalCodeIn",
    "PostalCodeOut",
    "PrincipalIn",
    "PrincipalInRole",
    "PrincipalMade",
    "PrincipalOut",
    "Problem",
    "ProspectOut",
    "ProspectsOut",
    "QualificationIn",
    "QualityIn",
    "QualityLimitOut",
    "QualityOut",
    "QuantityIn",
    "QuantityOut",
    "ReachOut",
    "ReadChangesTypesType0Item",
    "ReadingWarningOut",
    "ReasonOut",
    "ReferenceFamily",
    "ReferenceQuality",
    "ReferenceUnit",
    "RefusalsOut",
    "RefuseIn",
    "ReplaceZonesFilesBody",
    "ReplayIn",
    "ResolutionIn",
    "ResolutionInDecision",
    "ResultIn",
    "ResultInGrade",
    "ResultOut",
    "RouteOut",
    "RowErrorOut",
    "RowToClassifyOut",
    "SandboxCredentialsOut",
    "SandboxIn",
    "SandboxMade",
    "SandboxMailOut",
    "SandboxOut",
    "SandboxTerritoryOut",
    "ScoredOut",
    "SectorOut",
    "SentenceOut",
    "ServiceOut",
    "SettingChangeOut",
    "SettingsChangeOut",
    "SharingCreate",
    "SharingCreateCertainty",
    "SharingCreateChoices",
    "SharingCreateDirection",
    "SharingCreateFigures",
    "SharingCreateKind",
    "SharingOut",
    "SharingOutChoices",
    "SharingOutFigures",
    "SharingPossibilitiesOut",
    "SharingPut",
    "SharingPutCertainty",
    "SharingPutChoices",
    "SharingPutDirection",
    "SharingPutFigures",
    "SharingPutKind",
    "SharingRead",
    "SharingReadChoices",
    "SharingReadFigures",
    "SharingRevise",
    "SharingReviseCertainty",
    "SharingReviseChoices",
    "SharingReviseDirection",
    "SharingReviseFigures",
    "SharingReviseKind",
    "SharingSuggestionOut",
    "SideFlowOut",
    "SideOut",
    "SiteCreate",
    "SiteCreateLocationPrecision",
    "SiteNear",
    "SiteOut",
    "SitePut",
    "SitePutLocationPrecision",
    "SiteRead",
    "SiteRevise",
    "SiteReviseLocationPrecision",
    "SitesNear",
    "SlotIn",
    "SlotOut",
    "SnapshotIn",
    "SnapshotOut",
    "SnapshotOutCounts",
    "SnapshotOutUnknown",
    "SnapshotOutWithdrawn",
    "SourceOut",
    "SplitIn",
    "StandingOut",
    "StateIn",
    "StateInState",
    "StepOut",
    "SuggestionOut",
    "SynergyIn",
    "SynergyInFoundByType0",
    "SynergyInKind",
    "SynergyInNatureType0",
    "SynergyOut",
    "SynergyQuantityIn",
    "SynergyRead",
    "TerritoryIn",
    "TerritoryInKind",
    "TerritoryInLimits",
    "TerritoryInParameters",
    "TerritoryInPolicy",
    "TerritoryInRouteLimits",
    "TerritoryInRouteLimitsAdditionalProperty",
    "TerritoryInWeights",
    "TerritoryOut",
    "TerritoryOutLimits",
    "TerritoryOutParameters",
    "TerritoryOutRouteLimits",
    "TerritoryOutRouteLimitsAdditionalProperty",
    "TerritoryOutWeights",
    "TightenedIn",
    "TightenedOut",
    "TokenOut",
    "TransformationOut",
    "TrustIn",
    "TypicalFlowOut",
    "TypicalFlowOutQuantity",
    "TypicalFlowsIn",
    "TypicalFlowsOut",
    "VerificationOut",
    "VerificationsOut",
    "VerifyIn",
    "VerifyInHow",
    "VersionsOut",
    "Vocabulary",
    "WarningOut",
    "WasteCode",
    "WebhookEnabled",
    "WebhookIn",
    "WebhookInTypesType0Item",
    "WebhookMade",
    "WebhookOut",
    "Word",
    "WriteRowsBulkRow",
    "WriteRowsBulkRowDataType0",
    "WriteRowsBulkRowKind",
    "WrittenSiteOut",
    "ZoneOut",
    "ZonesKeptOut",
    "ZonesOut",
)
