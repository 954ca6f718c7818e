"""What the history calls each deed. A deed without words here is shown by its code."""

from django.utils.translation import gettext as _


def deed(code: str) -> str:
    """What somebody did, in the reader's language."""
    for table in (_listings, _companies, _people, _trade, _hub):
        if words := table().get(code):
            return words
    return code


def _listings() -> dict[str, str]:
    return {
        "product_created": _("Listing entered"),
        "product_changed": _("Listing changed"),
        "product_published": _("Listing published"),
        "product_unpublished": _("Listing taken back"),
        "product_archived": _("Listing put away"),
        "product_restored": _("Listing taken out again"),
        "listing_suspended": _("Listing suspended"),
        "suspension_lifted": _("Suspension lifted"),
        "translation_reviewed": _("Text reviewed"),
        "translations_reviewed": _("Texts reviewed"),
        "pictures_drawn": _("Pictures drawn"),
        "picture_added": _("Picture added"),
        "picture_removed": _("Picture removed"),
        "picture_moved_first": _("Pictures put in order"),
        "products_saved": _("Listings brought in"),
        "open_import": _("Import begun"),
        "start_import": _("Import started"),
        "finish_import": _("Import ended"),
        "cancel_import": _("Import stopped"),
        "import_released": _("Import shown to others"),
        "category_saved": _("Category saved"),
        "category_deleted": _("Category deleted"),
        "certificate_added": _("Certificate added"),
        "certificate_withdrawn": _("Certificate taken back"),
        "certificate_verified": _("Certificate verified"),
        "certificate_refused": _("Certificate refused"),
    }


def _companies() -> dict[str, str]:
    return {
        "register_company": _("Company registered"),
        "edit_company": _("Company's page changed"),
        "list_producers": _("Members of the cooperative listed"),
        "add_document": _("Paper added"),
        "remove_document": _("Paper taken back"),
        "submit_for_verification": _("Verification asked for"),
        "verify_company": _("Company verified"),
        "suspend_company": _("Company suspended"),
        "reinstate_company": _("Company's suspension lifted"),
        "add_member": _("Member added"),
        "invite_member": _("Colleague invited"),
        "accept_invitation": _("Invitation accepted"),
        "withdraw_invitation": _("Invitation taken back"),
        "remove_member": _("Member removed"),
        "change_role": _("Role changed"),
        "propose_mandate": _("Mandate proposed"),
        "accept_mandate": _("Mandate accepted"),
        "refuse_mandate": _("Mandate refused"),
        "end_mandate": _("Mandate ended"),
        "issue_key": _("API key issued"),
        "keep_demonstration_key": _("API key issued"),
        "revoke_key": _("API key revoked"),
    }


def _people() -> dict[str, str]:
    return {
        "sign_up": _("Account opened"),
        "open_person": _("Account opened"),
        "describe_person": _("Account changed"),
        "change_address": _("Address changed"),
        "drop_address": _("Address removed"),
        "prove_phone": _("Phone proved"),
        "drop_second_factor": _("Second factors removed"),
        "grant_desk_deeds": _("Desk deeds granted"),
        "set_active": _("Account opened or closed"),
        "erase_person": _("Person erased"),
        "search_saved": _("Search saved"),
        "search_renamed": _("Search renamed"),
        "search_notice_set": _("Notices of a search set"),
        "search_forgotten": _("Search deleted"),
        "supplier_followed": _("Supplier followed"),
        "supplier_unfollowed": _("Supplier no longer followed"),
    }


def _trade() -> dict[str, str]:
    return {
        "start_rfq": _("Request begun"),
        "edit_rfq": _("Request changed"),
        "send_rfq": _("Request sent"),
        "invite_suppliers": _("Suppliers invited"),
        "decline_invitation": _("Invitation declined"),
        "close_rfq": _("Request closed"),
        "reopen_rfq": _("Request opened again"),
        "cancel_rfq": _("Request taken back"),
        "give_quote": _("Quote given"),
        "revise_quote": _("Quote revised"),
        "withdraw_quote": _("Quote taken back"),
        "award_quote": _("Quote awarded"),
        "place_order": _("Order placed"),
        "confirm_order": _("Order confirmed"),
        "cancel_order": _("Order cancelled"),
        "post_message": _("Message written"),
    }


def _hub() -> dict[str, str]:
    return {
        "rate_typed": _("Exchange rate typed"),
        "reference_loaded": _("Reference data loaded"),
        "reseal_factors": _("Secrets put under a new key"),
    }
