// talk.h - one connection's talk. Internal to the service; see service.h.
#pragma once

#include <optional>

#include "service/client_frame.h"
#include "service/record.h"
#include "service/service.h"
#include "store/seal.h"

namespace foyer::service {

class ServiceTalk final : public Talk {
 public:
  ServiceTalk(Service& service, std::string origin) : service_(service), origin_(std::move(origin)) {}

  void receive(std::string_view frame, std::function<void(Reply)> done) override;

 private:
  using Done = std::function<void(Reply)>;

  void handle(OpenFrame const& frame, Done done);
  void handle(ResumeFrame const& frame, Done done);
  void handle(DeedFrame const& frame, Done done);
  void handle(LocaleFrame const& frame, Done const& done);
  void handle(EraseFrame const&, Done done);
  void handle(SummaryFrame const&, Done done);
  void handle(ShareFrame const& frame, Done done);
  void handle(ReceiptFrame const& frame, Done const& done);
  void handle(WithdrawFrame const& frame, Done const& done);
  void handle(HeartbeatFrame const&, Done const& done);

  bool take_token(std::string const& token);
  void take_up(std::shared_ptr<Library const> library);
  void begin(Done done);
  void take_turn(DeedFrame const& frame, std::string const& mark, Done done);
  void answer_again(DeedFrame const& frame, std::string const& mark, Done done);
  void written(Result<store::Written> const& outcome, std::string const& frame,
               engine::State const& next, Done const& done);
  std::string receipt_code() const;
  std::optional<Reply> why_not(ShareFrame const& frame) const;
  void hand_over(ShareFrame const& frame, std::vector<handoff::Entry> entries, Done const& done);
  void about_receipt(std::string const& given, bool withdraw, Done const& done);
  std::optional<Error> stand_on(store::Record const& record, std::vector<TurnRecord>& turns);
  std::string speak(engine::Turn const& turn, std::uint32_t number, nlu::Evidence const* because) const;
  store::Sealed seal_state(engine::State const& state, std::uint32_t version) const;
  Reply error(std::string_view code, std::string_view message) const;

  Service& service_;
  std::string origin_;
  std::optional<store::Keys> keys_;
  std::shared_ptr<Library const> library_;
  std::shared_ptr<Edition const> edition_;
  Standing standing_;
  engine::State state_;
  std::uint32_t version_ = 0;
  bool open_ = false;
};

}  // namespace foyer::service
